import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import type { Applied } from './apply.ts';
import type { Difference } from './differences.ts';
import { roleWord, type Wanted } from './role.ts';

/** As many repositories as a sentence can name. */
const limit = 8;
/** As many lines as a question can show. */
const lineLimit = 20;

/** What is going to be changed, a line for each repository. */
export function differenceLines(changes: readonly Difference[]): readonly string[] {
  const lines = changes
    .slice(0, lineLimit)
    .map(({ repository, role, before }) =>
      t('{0}: {1} → {2}', repository, roleWord(before), roleWord(role)),
    );
  const more = changes.length - lineLimit;
  return more > 0 ? [...lines, t('and {0} more', more)] : lines;
}

/** The first few by name, and how many there are besides. */
export function named(wanted: readonly Wanted[]): string {
  const first = wanted
    .slice(0, limit)
    .map(({ repository }) => repository)
    .join(', ');
  const more = wanted.length - limit;
  return more > 0 ? t('{0} and {1} more', first, more) : first;
}

/** What is not done (for certain), and the first reason that was given for it. */
export function rest<T extends Wanted>({
  failed,
  unsent,
}: Applied<T>): { readonly open: readonly T[]; readonly reason: string } {
  const [first] = failed;
  return {
    open: [...failed.map(({ one }) => one), ...unsent],
    reason: first?.error.message ?? t('It was cancelled.'),
  };
}

/**
 * The error for changes of which some were not done. Doing it again looks first and sends only what
 * is not as it is wanted.
 */
export function unfinished<T extends Wanted>(
  robot: RobotName,
  applied: Applied<T>,
  total: number,
  details: ConstructorParameters<typeof RegistryError>[2],
): RegistryError {
  const { open, reason } = rest(applied);
  const first = applied.failed[0]?.error;
  const message = t(
    '{0} of {1} permissions of {2} were set; not set, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
    applied.done.length,
    total,
    fullName(robot),
    named(open),
    reason,
  );
  return new RegistryError(first?.code ?? 'conflict', message, {
    ...details,
    cause: first,
    repair: first?.repair === 'sign-in' ? 'sign-in' : 'retry',
  });
}
