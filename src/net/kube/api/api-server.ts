import { X509Certificate } from 'node:crypto';
import type { buildConnector } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../../core/errors.ts';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { excerpt, OutsideText } from '../../../core/outside-text.ts';
import { trimEnd } from '../../../core/trim.ts';
import { readText } from '../../http/body.ts';
import { classify } from '../../http/classify.ts';
import { dispatch } from '../../http/dispatch.ts';
import { explain, lostAnswer } from '../../http/explain-fault.ts';
import { timeLimit } from '../../http/time-limit.ts';
import { userAgent } from '../../http/user-agent.ts';
import type { Cluster } from '../cluster.ts';
import type { Credentials, CredentialSource } from '../credentials/credentials.ts';
import { notStarted } from '../exec/not-started.ts';
import { readCommand } from '../exec/read-command.ts';
import { execPath, protocols } from '../exec/request.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';
import { pem } from '../kubeconfig/pem.ts';
import type { CommandResult, ObjectChange, PodPlace } from '../kubernetes.ts';
import type { KubeSettings } from '../settings.ts';
import { isAnonymous, noCredentials } from './anonymous.ts';
import { connector, proxyOf } from './connect.ts';
import { withDryRun } from './dry-run.ts';
import { type Headers, impersonationHeaders } from './impersonation.ts';
import {
  forbidden,
  forbiddenExec,
  missing,
  notKubernetes,
  noWebSocket,
  refused,
  unauthenticated,
} from './refusal.ts';
import { type Upgrade, upgrade } from './upgrade.ts';

const requestTimeoutMs = 30_000;
const maxBytes = 16 * 1024 * 1024;

interface Reply {
  readonly status: number;
  readonly body: OutsideText;
}

/** Connections of one certificate through one proxy. */
interface Route {
  readonly key: string;
  readonly connect: buildConnector.connector;
  readonly pool: Pool;
}

/** Of a command that nothing was heard of. */
const silence = { stdout: new OutsideText(''), stderr: new OutsideText('') };

/** An API server, spoken to by ourselves. */
export class ApiServer implements Cluster {
  readonly #access: ClusterAccess;
  readonly #credentials: CredentialSource;
  readonly #settings: () => KubeSettings;
  #route: Route | undefined;

  constructor(access: ClusterAccess, credentials: CredentialSource, settings: () => KubeSettings) {
    this.#access = access;
    this.#credentials = credentials;
    this.#settings = settings;
  }

  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const reply = await this.#authenticated(signal, async (credentials, limit) => {
      const { status, body } = await dispatch(this.#routeFor(credentials).pool, {
        method: 'GET',
        url: new URL(this.#path(path), this.#access.server),
        headers: { accept: 'application/json', ...headersOf(credentials) },
        changes: false,
        signal: limit,
        onHandOver: () => undefined,
      });
      return { status, body: new OutsideText(await readText(body, maxBytes)) };
    });
    if (reply.status !== 200) throw this.#failure(reply);
    try {
      return reply.body.read((text): unknown => JSON.parse(text));
    } catch {
      throw notKubernetes(this.#access.context, this.#access.server, reply.status);
    }
  }

  async change({ method, path, object, dryRun }: ObjectChange, signal: AbortSignal): Promise<void> {
    const sent = { mayHaveHappened: false };
    const request = async (credentials: Credentials, limit: AbortSignal): Promise<Reply> => {
      const { status, body } = await dispatch(this.#routeFor(credentials).pool, {
        method,
        url: new URL(this.#path(withDryRun(path, dryRun)), this.#access.server),
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...headersOf(credentials),
        },
        body: JSON.stringify(object),
        changes: true,
        signal: limit,
        onHandOver: () => {
          sent.mayHaveHappened = !dryRun;
        },
      });
      const reply = { status, body: new OutsideText(await readText(body, maxBytes)) };
      // An answer tells what became of it; a gateway that lost what is behind it cannot.
      sent.mayHaveHappened &&= status === 502 || status === 504;
      return reply;
    };
    let reply: Reply;
    try {
      reply = await this.#authenticated(signal, request);
    } catch (error) {
      if (!sent.mayHaveHappened) throw error;
      throw lostAnswer(error instanceof RegistryError ? error.message : t('Cancelled.'), {
        cause: error,
        repair: null,
      });
    }
    if (reply.status >= 200 && reply.status < 300) return;
    const failure = this.#failure(reply);
    throw sent.mayHaveHappened
      ? lostAnswer(failure.message, { cause: failure, repair: null })
      : failure;
  }

  async exec(
    place: PodPlace,
    argv: readonly string[],
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const sent = { mayBeRunning: false };
    const request = async (credentials: Credentials, limit: AbortSignal): Promise<Upgrade> => {
      // On a connection of its own, which the session takes over.
      const { connect } = this.#routeFor(credentials);
      const client = new Client(this.#access.server.origin, { connect, pipelining: 0 });
      try {
        const path = this.#path(execPath(place, argv));
        const opened = await upgrade(client, path, headersOf(credentials), protocols, limit, () => {
          sent.mayBeRunning = true;
        });
        // An answer tells what became of it.
        sent.mayBeRunning = false;
        return opened;
      } finally {
        void client.close();
      }
    };
    let opened: Upgrade;
    try {
      opened = await this.#authenticated(signal, request);
    } catch (error) {
      if (!sent.mayBeRunning) throw error;
      // The server may have begun to run the command.
      const interruption = signal.aborted ? 'cancelled' : 'dropped';
      return { place, ...silence, ended: { interruption } };
    }
    if (opened.type === 'reply') return this.#notUpgraded(place, argv, opened);
    const session = await readCommand(opened.socket, signal);
    if (!('failure' in session)) return { place, ...session };
    const failure = notStarted(place, argv[0] ?? '', session.failure);
    if (failure !== undefined && !session.hasOutput) throw failure;
    return { place, ...silence, ended: { interruption: 'failed' } };
  }

  /** What an answer to the wish for a WebSocket says: nearly always, that nothing was run. */
  #notUpgraded(place: PodPlace, argv: readonly string[], reply: Reply): CommandResult {
    const { context } = this.#access;
    const { status, body } = reply;
    const message = messageOf(body);
    const failure = notStarted(place, argv[0] ?? '', message ?? excerpt(body, 500));
    if (failure !== undefined) throw failure;
    if (status === 403 && message !== undefined && !isAnonymous(message)) {
      throw forbiddenExec(context, message, place.namespace);
    }
    if (status === 401 || (message !== undefined && message !== 'Upgrade request required')) {
      throw this.#failure(reply);
    }
    // A gateway that lost what is behind it cannot tell whether the wish had arrived there.
    if (status === 502 || status === 504) {
      return { place, ...silence, ended: { interruption: 'gateway' } };
    }
    throw noWebSocket(context, status);
  }

  /**
   * Makes a request with the present credentials, and once more with new ones when they were
   * refused: a request that was refused has done nothing.
   */
  async #authenticated<T extends { readonly status: number } | { readonly type: 'open' }>(
    signal: AbortSignal,
    request: (credentials: Credentials, limit: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const attempt = async (): Promise<T> => {
      const credentials = await this.#credentials.get(signal);
      const limit = timeLimit(signal, requestTimeoutMs);
      try {
        signal.throwIfAborted();
        return await request(credentials, limit.signal);
      } catch (error) {
        throw this.#interrupted(error, signal, limit.signal);
      } finally {
        limit.clear();
      }
    };
    const first = await attempt();
    const isRefused = 'status' in first && first.status === 401;
    return isRefused && this.#credentials.refused() ? attempt() : first;
  }

  /** Credentials and settings may change, and with them the connections that may be used again. */
  #routeFor({ certificate }: Credentials): Route {
    const { proxy } = this.#settings();
    const by = proxyOf(this.#access, proxy)?.href;
    const key = JSON.stringify([certificate?.cert, by, proxy.systemCertificates]);
    if (this.#route?.key !== key) {
      void this.#route?.pool.close();
      const connect = connector(this.#access, certificate, proxy);
      const pool = new Pool(this.#access.server.origin, { connect, connections: 2 });
      this.#route = { key, connect, pool };
    }
    return this.#route;
  }

  /** The server's address may have a path, as behind a gateway for many clusters. */
  #path(path: string): string {
    return trimEnd(this.#access.server.pathname, '/') + path;
  }

  #interrupted(error: unknown, signal: AbortSignal, limit: AbortSignal): Error {
    const { context, server } = this.#access;
    if (signal.aborted) return cancelled();
    if (error instanceof RegistryError) return error;
    if (limit.aborted) {
      const message = t('{0} did not answer within {1} seconds.', server.host, 30);
      return new RegistryError('timeout', message);
    }
    const fault = classify(error);
    if (fault.fault === 'tls-refused' && this.#expired() !== undefined)
      return unauthenticated(context, this.#expired());
    const proxy = proxyOf(this.#access, this.#settings().proxy);
    if (fault.fault === 'proxy-unusable') {
      return new RegistryError(
        'proxy',
        t(
          'The proxy {0} is not an http, https or socks5 proxy. If kubectl knows a way to the cluster, set {1} to {2}.',
          proxy?.host ?? '',
          'registryTokens.kubernetes.transport',
          'kubectl',
        ),
        { repair: 'retry' },
      );
    }
    const where = { target: server, proxy, changes: false, handedOver: false, answered: false };
    const explained = explain(fault, where);
    // The account's own trust is for its registry; this certificate is the kubeconfig's business.
    return explained.code === 'tls'
      ? new RegistryError(
          'unreachable',
          this.#access.ca === undefined
            ? t(
                '{0} The kubeconfig names no authority for this cluster, so those of this machine are trusted.',
                explained.message,
              )
            : t('{0} The kubeconfig names the authority that is trusted.', explained.message),
          { cause: explained, repair: 'retry' },
        )
      : explained;
  }

  #failure({ status, body }: Reply): RegistryError {
    const { context, server } = this.#access;
    const message = messageOf(body);
    if (status === 401) return unauthenticated(context, this.#expired());
    if (message === undefined) return notKubernetes(context, server, status);
    if (status === 403) {
      return isAnonymous(message) ? noCredentials(this.#access) : forbidden(context, message);
    }
    if (status === 404) return missing(context, message);
    return refused(context, status, message);
  }

  /** The end of the kubeconfig's client certificate, when that is over. */
  #expired(): Date | undefined {
    const { certFile, certData } = this.#access.user;
    const certificate = pem(this.#access.context, certFile, certData);
    if (certificate === undefined) return undefined;
    const end = new X509Certificate(certificate).validToDate;
    return end.getTime() < Date.now() ? end : undefined;
  }
}

function headersOf({ authorization, impersonation }: Credentials): Headers {
  return {
    'user-agent': userAgent,
    ...(authorization === undefined ? {} : { authorization: authorization.reveal() }),
    ...(impersonation === undefined ? {} : impersonationHeaders(impersonation)),
  };
}

/**
 * The sentence of a `Status` object; `undefined` for a body that is none, as those of gateways: they
 * are not quoted.
 */
function messageOf(body: OutsideText): string | undefined {
  try {
    const status = body.read((text): unknown => JSON.parse(text));
    if (!isObject(status) || status['kind'] !== 'Status') return undefined;
    const { message } = status;
    return excerpt(new OutsideText(message), 500);
  } catch {
    return undefined;
  }
}
