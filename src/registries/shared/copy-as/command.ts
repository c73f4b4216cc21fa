import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { readsAlike, type Shell, shellName, shells, shellWord } from '../../../core/shell-text.ts';
import type { TokenSecrets } from '../../../core/token.ts';
import type { CopyForm } from '../../contract/registry.ts';

/** A command line to paste: what it is, and its words before any quoting. */
export type Command = Omit<CopyForm, 'build'> & {
  readonly words: (secrets: TokenSecrets) => readonly string[];
  /** Stands behind the last word, such as the space before what the person will type. */
  readonly end?: string;
};

/** Stands for the token where only the form of the words matters. */
const sample: TokenSecrets = { token: new Secret('x') };

/**
 * The forms of a command line: a single one where all shells read it alike, otherwise one for each
 * family of shells. A secret in it is said in the detail, since shells keep what was typed.
 */
export function commandForms({ words, end = '', ...form }: Command): readonly CopyForm[] {
  const detail = form.containsSecret
    ? t('{0} The token stands in the command line and in the history of the shell.', form.detail)
    : form.detail;
  const line = (secrets: TokenSecrets, shell: Shell): string =>
    words(secrets)
      .map((word) => shellWord(word, shell))
      .join(' ') + end;
  if (readsAlike(words(sample))) {
    return [
      { ...form, detail, build: (secrets) => alike(shells.map((shell) => line(secrets, shell))) },
    ];
  }
  return shells.map((shell) => ({
    ...form,
    id: shell === 'posix' ? form.id : `${form.id}-${shell}`,
    label: t('{0} for {1}', form.label, shellName(shell)),
    detail,
    build: (secrets) => line(secrets, shell),
  }));
}

/** One text for all shells; a token that each of them would want quoted otherwise has none. */
function alike(texts: readonly string[]): string {
  const [text] = new Set(texts);
  if (text !== undefined && texts.every((other) => other === text)) return text;
  throw new RegistryError(
    'unsupported',
    t(
      'The token holds characters that every shell reads in its own way, so there is no command to copy.',
    ),
    { repair: null },
  );
}
