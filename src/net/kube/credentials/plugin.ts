import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../../core/errors.ts';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { childEnvironment } from '../../../programs/program.ts';
import { type ChildResult, runChild } from '../child.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';
import { findProgram } from '../program.ts';
import { lastWords } from '../program-output.ts';
import type { KubeSettings } from '../settings.ts';
import { matchKey } from './certificate.ts';
import type { Credentials, CredentialSource } from './credentials.ts';
import type { Plugin } from './plugin-config.ts';
import { tellSignIn } from './tell-sign-in.ts';

/** A plugin may open a browser and wait for a person, but not for ever. In milliseconds. */
const longestRun = 120_000;
/** Credentials that end within this time are not begun with, in milliseconds. */
const skew = 30_000;
const maxBytes = 1024 * 1024;

/** What it printed, and until when that is good: milliseconds since the epoch. */
interface Printed {
  readonly credentials: Credentials;
  readonly until: number;
}

/**
 * Credentials that a program prints (the `exec` of a kubeconfig): asked for when there are none yet,
 * when they are about to end, and after the server refused them.
 */
export class PluginCredentials implements CredentialSource {
  readonly #plugin: Plugin;
  readonly #access: ClusterAccess;
  readonly #base: Credentials;
  readonly #settings: () => KubeSettings;
  #current: Printed | undefined;
  #asking: Promise<Printed> | undefined;

  constructor(
    plugin: Plugin,
    access: ClusterAccess,
    base: Credentials,
    settings: () => KubeSettings,
  ) {
    this.#plugin = plugin;
    this.#access = access;
    this.#base = base;
    this.#settings = settings;
  }

  async get(signal: AbortSignal): Promise<Credentials> {
    if (this.#current !== undefined && this.#current.until - skew > Date.now()) {
      return this.#current.credentials;
    }
    const isOther = this.#asking !== undefined;
    // One for all who wait: a plugin may open a browser.
    this.#asking ??= this.#ask(signal).finally(() => (this.#asking = undefined));
    try {
      return (await this.#asking).credentials;
    } catch (error) {
      const gaveUp = error instanceof RegistryError && error.code === 'cancelled';
      if (!isOther || !gaveUp || signal.aborted) throw error;
      return this.get(signal);
    }
  }

  refused(): boolean {
    const had = this.#current !== undefined;
    this.#current = undefined;
    return had;
  }

  async #ask(signal: AbortSignal): Promise<Printed> {
    return (this.#current = this.#read(await this.#run(signal)));
  }

  async #run(signal: AbortSignal): Promise<ChildResult> {
    const settings = this.#settings();
    const { command, args, env, wantsTerminal, installHint } = this.#plugin;
    if (wantsTerminal) {
      throw this.#failure(t('it wants a terminal, which there is none of here'));
    }
    const file = findProgram(command, settings.home, settings);
    if (file === undefined) {
      throw this.#failure([t('it is not installed'), installHint].filter(Boolean).join('. '));
    }
    const limit = AbortSignal.timeout(longestRun);
    let result: ChildResult;
    try {
      result = await runChild(file, args, {
        cwd: settings.home,
        environment: {
          ...childEnvironment(settings),
          ...env,
          KUBERNETES_EXEC_INFO: this.#execInfo(),
        },
        signal: AbortSignal.any([signal, limit]),
        maxBytes,
        onStderr: (said) => {
          tellSignIn(command, said, settings);
        },
      });
    } catch {
      throw this.#failure(t('it cannot be started'));
    }
    if (signal.aborted) throw cancelled();
    if (limit.aborted) throw this.#failure(t('it did not end within {0} seconds', 120));
    if (result.exitCode !== 0) {
      throw this.#failure(lastWords(result.stderr) || t('it failed and gave no reason'));
    }
    return result;
  }

  /** Reads an `ExecCredential`. What cannot be read is not quoted: it may be the credential. */
  #read({ stdout }: ChildResult): Printed {
    let reply: unknown;
    try {
      reply = JSON.parse(stdout.toString('utf8'));
    } catch {
      throw this.#failure(t('what it printed is not JSON'));
    }
    if (!isObject(reply) || reply['kind'] !== 'ExecCredential') {
      throw this.#failure(t('it printed no credential'));
    }
    if (reply['apiVersion'] !== this.#plugin.apiVersion) {
      throw this.#failure(
        t(
          'it answered in another version than {0}, in which it was asked',
          this.#plugin.apiVersion,
        ),
      );
    }
    const { token, clientCertificateData, clientKeyData, expirationTimestamp } = isObject(
      reply['status'],
    )
      ? reply['status']
      : {};
    const cert = text(clientCertificateData);
    const key = text(clientKeyData);
    const bearer = text(token);
    if (bearer === undefined && cert === undefined && key === undefined) {
      throw this.#failure(t('it printed no credential'));
    }
    if ((cert === undefined) !== (key === undefined)) {
      throw this.#failure(t('it printed a certificate without a key, or a key without one'));
    }
    if (cert !== undefined && key !== undefined && matchKey(cert, key) !== 'own') {
      throw this.#failure(t('the certificate and the key that it printed do not belong together'));
    }
    const ends = text(expirationTimestamp);
    const end = ends === undefined ? Infinity : Date.parse(ends);
    if (Number.isNaN(end)) throw this.#failure(t('when its credential ends cannot be read'));
    return {
      until: end,
      credentials: {
        ...this.#base,
        ...(bearer === undefined ? {} : { authorization: new Secret(`Bearer ${bearer}`) }),
        ...(cert === undefined || key === undefined
          ? {}
          : { certificate: { cert, key: new Secret(key) } }),
      },
    };
  }

  /** As kubectl tells it: an extension that is not there is `null`, what is empty is left out. */
  #execInfo(): string {
    const { ca, serverName, proxyUrl, written } = this.#access;
    const cluster = {
      server: written.server,
      'tls-server-name': serverName,
      'proxy-url': proxyUrl,
      'certificate-authority-data':
        ca === undefined ? undefined : Buffer.from(ca).toString('base64'),
      'disable-compression': written.disableCompression || undefined,
      config: written.execConfig,
    };
    return JSON.stringify({
      apiVersion: this.#plugin.apiVersion,
      kind: 'ExecCredential',
      spec: { interactive: false, ...(this.#plugin.wantsCluster ? { cluster } : {}) },
    });
  }

  #failure(what: string): RegistryError {
    return new RegistryError(
      'not-authorized',
      t(
        'The credential plugin “{0}” of the context “{1}” failed: {2}',
        this.#plugin.command,
        this.#access.context,
        /[.!?]$/.test(what) ? what : `${what}.`,
      ),
      { repair: 'retry' },
    );
  }
}

/** As kubectl, for which an empty text is none. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
