import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { exactAmount, longAmount } from '../../../core/duration.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { OutsideText } from '../../../core/outside-text.ts';
import type {
  CommandResult,
  Interruption,
  Kubernetes,
  PodPlace,
} from '../../../net/kube/kubernetes.ts';
import type { RokOptions } from '../connect/options.ts';
import { endOf } from './output-end.ts';
import { outputLines } from './output-lines.ts';
import { readAccounts, type RokAccount } from './read-accounts.ts';
import { type CreatedToken, readCreatedToken } from './read-token.ts';

const program = 'rok-fort-manage';

/** Accounts as they arrived. */
export interface AccountList {
  readonly accounts: readonly RokAccount[];
  /** Whether it is known that none is missing at the end. */
  readonly isWhole: boolean;
}

/** The commands of the pod (docs/registries/rok.md §1). No error ever holds what they wrote. */
export class Manage {
  readonly #kubernetes: () => Promise<Kubernetes>;
  readonly #options: RokOptions;
  #place: PodPlace | undefined;

  constructor(kubernetes: () => Promise<Kubernetes>, options: RokOptions) {
    this.#kubernetes = kubernetes;
    this.#options = options;
  }

  /** The pod that answered last. */
  get place(): PodPlace | undefined {
    return this.#place;
  }

  /** The accounts, in the order of the pod. Rejects when the list is known to be cut off. */
  async accounts(signal: AbortSignal): Promise<AccountList> {
    const result = await this.#run(['account-list'], signal);
    const { ended } = result;
    if ('interruption' in ended) {
      if (ended.interruption === 'cancelled') throw cancelled();
      throw cutOff(result.place, ended.interruption);
    }
    if (ended.exitCode !== 0) throw failed('account-list', ended.exitCode, result);
    const end = result.stdout.read(endOf);
    if (end === 'missing' && !ended.isWhole) throw cutOff(result.place, 'dropped');
    const accounts = result.stdout.read(readAccounts);
    if (accounts.length === 0) throw unreadable('account-list', result);
    return { accounts, isWhole: ended.isWhole || end === 'told' };
  }

  /**
   * Creates a token: once, and never again by itself. Rejects with `lost-answer` when it may have
   * been created and did not arrive, and with `not-found` when the pod does not take the UUID.
   */
  async createToken(uuid: string, seconds: number, signal: AbortSignal): Promise<CreatedToken> {
    const argv = ['token-create', '--user', uuid, '--duration', String(seconds), '--no-borders'];
    const result = await this.#run(argv, signal);
    const { ended, place } = result;
    const created = result.stdout.read(readCreatedToken);
    // A whole row is a token, however the connection ended after it.
    if (created !== undefined) return created;
    if ('interruption' in ended) throw lost(place, seconds);
    // The command was killed: nobody knows how far it had come.
    if (ended.exitCode > 128) throw lost(place, seconds);
    // A success that proves nothing, and no token: its row may have been cut off.
    if (ended.exitCode === 0 && !ended.isWhole) throw lost(place, seconds);
    throw ended.exitCode === 0
      ? unreadable('token-create', result)
      : failed('token-create', ended.exitCode, result);
  }

  async #run(argv: readonly string[], signal: AbortSignal): Promise<CommandResult> {
    const kubernetes = await this.#kubernetes();
    const result = await kubernetes.run(this.#options, [program, ...argv], signal);
    this.#place = result.place;
    return result;
  }
}

/** Why there is no list: it can be asked for again without harm. */
function cutOff(place: PodPlace, interruption: Exclude<Interruption, 'cancelled'>): RegistryError {
  return new RegistryError('unreachable', whyCutOff(place, interruption), { repair: 'retry' });
}

function whyCutOff({ pod }: PodPlace, interruption: Exclude<Interruption, 'cancelled'>): string {
  switch (interruption) {
    case 'gateway':
      return t(
        'A gateway in front of the cluster gave up on the connection to {0} (502 or 504), so the list of accounts did not arrive. If this keeps happening, the gateway may not let WebSocket connections through; the setting {1} offers another way.',
        pod,
        'registryTokens.kubernetes.transport',
      );
    case 'failed':
      return t('The node of the pod {0} reports a fault instead of the list of accounts.', pod);
    case 'headless':
      return t(
        'kubectl lost the beginning of the list of accounts from the pod {0}. Nothing was changed. Try again, or set {1} to built-in.',
        pod,
        'registryTokens.kubernetes.transport',
      );
    default:
      return t('The connection to {0} broke before the list of accounts was complete.', pod);
  }
}

/** An exit code is an answer: whatever the command wanted to do, it did not. */
function failed(
  command: string,
  exitCode: number,
  { place, stdout, stderr }: CommandResult,
): RegistryError {
  const message =
    exitCode === 126 || exitCode === 127
      ? t('There is no {0} in the pod {1}; is it the pod of a Rok registry?', program, place.pod)
      : t(
          '{0} {1} in the pod {2} ended with exit code {3} and wrote {4} lines.',
          program,
          command,
          place.pod,
          exitCode,
          linesOf(stdout) + linesOf(stderr),
        );
  // Exit code 1 is what an unknown account gets (docs/registries/rok.md §4).
  return new RegistryError(exitCode === 1 ? 'not-found' : 'server', message, { repair: 'retry' });
}

const linesOf = (output: OutsideText): number => output.read((text) => outputLines(text).length);

/** Says which command ran and how much came back, and never what. */
function unreadable(command: string, { place, stdout }: CommandResult): RegistryError {
  const lines = linesOf(stdout);
  return new RegistryError(
    'protocol',
    command === 'token-create'
      ? t(
          '{0} {1} in the pod {2} wrote {3} lines, but no token was found in them.',
          program,
          command,
          place.pod,
          lines,
        )
      : t(
          '{0} {1} in the pod {2} wrote {3} lines, but no account was found in them.',
          program,
          command,
          place.pod,
          lines,
        ),
    { repair: 'retry' },
  );
}

/** There is no list to look in; but a token that nobody has does no harm and ends by itself. */
function lost(place: PodPlace, seconds: number): RegistryError {
  return new RegistryError(
    'lost-answer',
    t(
      'The answer from the pod {0} was lost: a token may have been issued or not. Nobody has it, and it would end by itself after {1}; issuing another one does no harm.',
      place.pod,
      longAmount(exactAmount(seconds * 1000)),
    ),
    { repair: 'retry' },
  );
}
