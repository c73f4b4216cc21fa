import { formatPairs, formatTable, type TableFormat } from './formats.ts';
import { isoMicroseconds, type RokWorld } from './world.ts';

/** What a command in the pod did. */
export interface CommandResult {
  /** Text, or the pieces in which it was written. */
  readonly stdout: string | readonly string[];
  readonly stderr: string;
  readonly code: number;
}

export interface ManageSettings {
  format: TableFormat;
  /** Written to stderr although all is well. */
  stderrNoise: string;
  /** Whether a gateway before the registry sends those without a bearer to a sign-in page. */
  redirectsNobody: boolean;
}

const USAGE = `usage: rok-fort-manage [-h] {account-list,token-create} ...
`;

/** The pod's `rok-fort-manage`, as far as it is known (docs/registries/rok.md §1 and §2). */
export function manage(
  argv: readonly string[],
  world: RokWorld,
  settings: ManageSettings,
): CommandResult | 'missing' {
  const [program, command, ...flags] = argv;
  if (program !== 'rok-fort-manage') return 'missing';
  switch (command) {
    case 'account-list':
      return flags.length === 0 ? accountList(world, settings) : usage(`unrecognized arguments`);
    case 'token-create':
      return tokenCreate(flags, world, settings);
    default:
      return usage(`argument command: invalid choice: '${command ?? ''}'`);
  }
}

function accountList(world: RokWorld, settings: ManageSettings): CommandResult {
  const rows = world.accounts.map(({ uuid, email, userName, displayName }) =>
    // Without a header the third column is what tells the user name.
    [uuid, email, userName, displayName],
  );
  return success(
    settings.format === 'pipes'
      ? formatTable(
          'pipes',
          [],
          rows.map(([uuid = '', , user = '', name = '']) => [uuid, user, name]),
        )
      : formatTable(settings.format, ['uuid', 'email', 'username', 'name'], rows),
    settings,
  );
}

function tokenCreate(
  flags: readonly string[],
  world: RokWorld,
  settings: ManageSettings,
): CommandResult {
  const values = new Map<string, string>();
  let isPlain = false;
  for (let index = 0; index < flags.length; index++) {
    const flag = flags[index] ?? '';
    if (flag === '--no-borders') isPlain = true;
    else if (flag === '--user' || flag === '--duration') values.set(flag, flags[++index] ?? '');
    else return usage(`unrecognized arguments: ${flag}`);
  }
  const duration = values.get('--duration') ?? '';
  if (!/^[1-9]\d*$/.test(duration)) return usage('argument --duration: invalid int value');
  const account = world.accounts.find(({ uuid }) => uuid === values.get('--user'));
  if (account === undefined) {
    return { stdout: '', stderr: 'Error: No account with this UUID was found\n', code: 1 };
  }
  const token = world.addToken(account, Number(duration));
  const pairs = [
    ['Token', token.secret],
    ['Expires at', isoMicroseconds(token.expiresAt)],
  ] as const;
  return success(formatPairs(isPlain ? settings.format : 'box', pairs), settings);
}

const success = (stdout: string, { stderrNoise }: ManageSettings): CommandResult => ({
  stdout,
  stderr: stderrNoise,
  code: 0,
});

const usage = (problem: string): CommandResult => ({
  stdout: '',
  stderr: `${USAGE}rok-fort-manage: error: ${problem}\n`,
  code: 2,
});
