import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { ItemPath } from '../../../core/outcome.ts';
import type { Applied } from './apply-each.ts';
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
export function named(names: readonly string[]): string {
  const first = names.slice(0, limit).join(', ');
  const more = names.length - limit;
  return more > 0 ? t('{0} and {1} more', first, more) : first;
}

/** The repositories of permissions, in a sentence. */
export const repositoriesOf = (wanted: readonly Wanted[]): string =>
  named(wanted.map(({ repository }) => repository));

/** What is not done, or not for certain, and the first reason that was given for it. */
export function rest<T>({ failed, unsent }: Applied<T>): {
  readonly open: readonly T[];
  readonly reason: string;
} {
  const [first] = failed;
  return {
    open: [...failed.map(({ one }) => one), ...unsent],
    reason: first?.error.message ?? t('It was cancelled.'),
  };
}

/**
 * The error for changes of which some were not done, with what to say of them. Doing it again looks
 * first and sends only what is not as it is wanted.
 *
 * @param goBack takes back what was done, or may have been
 */
export function unfinished<T>(
  { done, failed }: Applied<T>,
  message: string,
  changed: readonly ItemPath[],
  goBack?: RegistryError['goBack'],
): RegistryError {
  const first = failed[0]?.error;
  const isOpen = done.length > 0 || failed.some(({ error }) => error.code === 'lost-answer');
  return new RegistryError(first?.code ?? 'conflict', message, {
    changed,
    cause: first,
    repair: first?.repair === 'sign-in' ? 'sign-in' : 'retry',
    ...(goBack !== undefined && isOpen ? { goBack, otherRepair: 'go-back' } : {}),
  });
}
