import type { TokenRecord } from '../../../core/token.ts';
import type { Rights } from './request.ts';

/**
 * What a token was asked to be limited to, one line each, in the words of the command line: these
 * lines begin a record's scope.
 */
export function notation(rights: Rights): readonly string[] {
  switch (rights.kind) {
    case 'everything':
      return ['everything'];
    case 'roles':
      return rights.roles.map((role) => `role ${role}`);
    case 'new-role':
      return [`role ${rights.name}`];
    case 'claims':
      return rights.claims.map(
        ({ scope, action, specific }) => `scope ${scope} action ${action} specific ${specific}`,
      );
  }
}

/**
 * Whether drpcli can issue such a token: 4.7 refuses `role`, and without it the token would be a
 * full one (docs/registries/drp.md §8).
 */
export const hasCommand = ({ scope }: TokenRecord): boolean =>
  !scope.some((line) => line.startsWith('role '));

/** The words of the command that issues such a token again; it holds no secret. */
export function command(record: TokenRecord, url: string): readonly string[] {
  const { lifetime, issuedAt } = record;
  const seconds =
    lifetime.kind === 'until' && issuedAt !== undefined
      ? Math.round((lifetime.at - issuedAt) / 1000)
      : undefined;
  const words = ['drpcli', '-E', url, 'users', 'token', record.subject];
  if (seconds !== undefined) words.push('ttl', String(seconds));
  for (const line of record.scope) words.push(...wordsOf(line));
  return words;
}

function wordsOf(line: string): readonly string[] {
  const [, scope, action, specific] = /^scope (\S+) action (\S+) specific (.+)$/.exec(line) ?? [];
  return scope === undefined || action === undefined || specific === undefined
    ? []
    : ['scope', scope, 'action', action, 'specific', specific];
}
