import { delimiter } from 'node:path';
import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { OutsideText } from '../../../core/outside-text.ts';
import { trimEnd } from '../../../core/trim.ts';
import { childEnvironment } from '../../../programs/program.ts';
import { lostAnswer } from '../../http/explain-fault.ts';
import { withDryRun } from '../api/dry-run.ts';
import { notKubernetes } from '../api/refusal.ts';
import { type ChildOptions, type ChildResult, runChild } from '../child.ts';
import type { Cluster } from '../cluster.ts';
import { readPlugin } from '../credentials/plugin-config.ts';
import { tellSignIn } from '../credentials/tell-sign-in.ts';
import { notStarted } from '../exec/not-started.ts';
import type { CommandResult, Interruption, ObjectChange, PodPlace } from '../kubernetes.ts';
import { findProgram } from '../program.ts';
import { lastWords } from '../program-output.ts';
import type { KubeSettings } from '../settings.ts';
import {
  explainKubectl,
  kubectlSays,
  lostBeginning,
  mayNotGetPods,
  notUpgraded,
  noUpgrade,
  ownWords,
  type Reached,
  remoteExitCode,
} from './kubectl-failure.ts';

const maxBytes = 64 * 1024 * 1024;

/** The person's own kubectl, for networks that only kubectl knows the way through. */
export class Kubectl implements Cluster {
  readonly #access: Reached;
  readonly #files: readonly string[];
  readonly #settings: () => KubeSettings;

  /** `files` are the kubeconfig files that were found usable. */
  constructor(access: Reached, files: readonly string[], settings: () => KubeSettings) {
    this.#access = access;
    this.#files = files;
    this.#settings = settings;
  }

  async get(path: string, signal: AbortSignal): Promise<unknown> {
    // kubectl puts it in the place of the path that the server's address has.
    const whole = trimEnd(this.#access.server.pathname, '/') + path;
    // Beside what a plugin says, nothing of a pod is on stderr here.
    const { exec } = this.#access.user;
    const onStderr = exec === undefined ? undefined : this.#tell(readPlugin(exec, '').command);
    const { stdout, stderr, exitCode } = await this.#run(['get', '--raw', whole], signal, {
      ...(onStderr === undefined ? {} : { onStderr }),
    });
    if (signal.aborted) throw cancelled();
    if (exitCode !== 0) {
      const failure = explainKubectl(this.#access, stderr);
      throw failure ?? kubectlSays(lastWords(stderr));
    }
    try {
      return JSON.parse(stdout.toString('utf8')) as unknown;
    } catch {
      throw notKubernetes(this.#access.context, this.#access.server, 200);
    }
  }

  async change({ method, path, object, dryRun }: ObjectChange, signal: AbortSignal): Promise<void> {
    const whole = trimEnd(this.#access.server.pathname, '/') + withDryRun(path, dryRun);
    const verb = method === 'POST' ? 'create' : 'replace';
    const { exec } = this.#access.user;
    const { stderr, exitCode } = await this.#run([verb, '--raw', whole, '-f', '-'], signal, {
      input: JSON.stringify(object),
      ...(exec === undefined ? {} : { onStderr: this.#tell(readPlugin(exec, '').command) }),
    });
    if (exitCode === 0) return;
    if (dryRun && signal.aborted) throw cancelled();
    // It was killed, or does not say that nothing was done: what it sent may have arrived.
    const failure = exitCode === undefined ? undefined : explainKubectl(this.#access, stderr);
    if (failure !== undefined && (dryRun || !isUnsure(failure, stderr))) throw failure;
    const words = exitCode === undefined ? t('kubectl was stopped.') : lastWords(stderr);
    throw dryRun ? kubectlSays(words) : lostAnswer(words, { repair: null });
  }

  async exec(
    place: PodPlace,
    argv: readonly string[],
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const { namespace, pod, container, service } = place;
    if (signal.aborted) throw cancelled();
    const { stdout, stderr, exitCode } = await this.#run(
      ['exec', '--namespace', namespace, pod, '--container', container, '--', ...argv],
      signal,
    );
    const output = { place, stdout: new OutsideText(stdout.toString('utf8')), stderr };
    if (exitCode === undefined) {
      return { ...output, ended: { interruption: isAborted(signal) ? 'cancelled' : 'dropped' } };
    }
    if (exitCode === 0 && lostBeginning(stderr)) {
      return { ...output, ended: { interruption: 'headless' } };
    }
    // kubectl ends well, too, when the pod is lost in the middle (docs/registries/rok.md §5, point 2).
    if (exitCode === 0) return { ...output, ended: { exitCode, isWhole: false } };
    const remote = remoteExitCode(stderr);
    if (remote !== undefined) return { ...output, ended: { exitCode: remote, isWhole: true } };
    // By the name of a pod kubectl reads the pod first; by that of the service it need not.
    if (mayNotGetPods(stderr) && !pod.startsWith('svc/')) {
      return this.exec({ ...place, pod: `svc/${service}` }, argv, signal);
    }
    if (stdout.length > 0) return { ...output, ended: { interruption: 'dropped' } };
    return { ...output, ended: { interruption: this.#notBegun(place, argv, stderr) } };
  }

  /** Throws what kept kubectl from beginning the command; else it may have begun. */
  #notBegun(place: PodPlace, argv: readonly string[], stderr: OutsideText): Interruption {
    const words = ownWords(stderr);
    const failure = notStarted(place, argv[0] ?? '', words) ?? explainKubectl(this.#access, stderr);
    if (failure !== undefined) throw failure;
    const upgrade = notUpgraded(words);
    if (upgrade === 'refused') throw noUpgrade(this.#access.context);
    return upgrade === 'gave-up' ? 'gateway' : 'dropped';
  }

  #tell(plugin: string): (said: OutsideText) => void {
    return (said) => {
      tellSignIn(plugin, said, this.#settings());
    };
  }

  async #run(
    args: readonly string[],
    signal: AbortSignal,
    more: Pick<ChildOptions, 'input' | 'onStderr'> = {},
  ): Promise<ChildResult> {
    const settings = this.#settings();
    const file = findProgram(settings.kubectl, settings.home, settings);
    if (file === undefined) {
      throw new RegistryError(
        'not-found',
        t(
          '{0} was not found; the setting {1} names it.',
          settings.kubectl,
          'registryTokens.kubernetes.kubectl',
        ),
        { repair: 'retry' },
      );
    }
    try {
      return await runChild(file, ['--context', this.#access.context, ...args], {
        cwd: settings.home,
        environment: { ...childEnvironment(settings), KUBECONFIG: this.#files.join(delimiter) },
        signal,
        maxBytes,
        ...more,
      });
    } catch (error) {
      throw new RegistryError('not-found', t('{0} cannot be started.', file), {
        cause: error,
        repair: 'retry',
      });
    }
  }
}

/** Asked anew, since it changes while kubectl runs. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** Whether kubectl lost the server, and not before it had it. */
const isUnsure = ({ code }: RegistryError, stderr: OutsideText): boolean =>
  code === 'unreachable' && !stderr.says(/was refused|\bdial |x509|tls:/);
