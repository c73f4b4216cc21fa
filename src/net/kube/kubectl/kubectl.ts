import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { delimiter } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { refused } from '../api/refusal.ts';
import { runChild, type ChildResult } from '../child.ts';
import type { Cluster } from '../cluster.ts';
import type { CommandResult, PodPlace } from '../kubernetes.ts';
import { childEnvironment } from '../../../programs/program.ts';
import { findProgram } from '../program.ts';
import type { KubeSettings } from '../settings.ts';
import { explainKubectl, remoteExitCode } from './kubectl-failure.ts';

const maxBytes = 64 * 1024 * 1024;

/** The person's own kubectl, for networks that only kubectl knows the way through. */
export class Kubectl implements Cluster {
  readonly #context: string;
  readonly #files: readonly string[];
  readonly #settings: () => KubeSettings;

  /** `files` are the kubeconfig files that were found usable. */
  constructor(context: string, files: readonly string[], settings: () => KubeSettings) {
    this.#context = context;
    this.#files = files;
    this.#settings = settings;
  }

  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const { stdout, stderr, exitCode } = await this.#run(['get', '--raw', path], signal);
    if (signal.aborted) throw cancelled();
    if (exitCode !== 0) throw explainKubectl(this.#context, stderr);
    try {
      return JSON.parse(stdout.toString('utf8')) as unknown;
    } catch {
      throw refused(this.#context, 200, t('what it answers is not JSON'));
    }
  }

  async exec(
    place: PodPlace,
    argv: readonly string[],
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const { namespace, pod, container } = place;
    if (signal.aborted) throw cancelled();
    const { stdout, stderr, exitCode } = await this.#run(
      ['exec', '--namespace', namespace, pod, '--container', container, '--', ...argv],
      signal,
    );
    const output = { place, stdout: stdout.toString('utf8'), stderr };
    if (exitCode === undefined) {
      return { ...output, ended: { interruption: isAborted(signal) ? 'cancelled' : 'dropped' } };
    }
    const remote = exitCode === 0 ? 0 : remoteExitCode(stderr);
    if (remote !== undefined) return { ...output, ended: { exitCode: remote } };
    const failure = explainKubectl(this.#context, stderr);
    // kubectl names what keeps it from starting a command; any other end came after the start.
    if (failure.code !== 'unreachable') throw failure;
    return { ...output, ended: { interruption: 'dropped' } };
  }

  async #run(args: readonly string[], signal: AbortSignal): Promise<ChildResult> {
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
      return await runChild(file, ['--context', this.#context, ...args], {
        cwd: settings.home,
        environment: { ...childEnvironment(settings), KUBECONFIG: this.#files.join(delimiter) },
        signal,
        maxBytes,
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
