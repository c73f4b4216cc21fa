import { RegistryError } from './errors.ts';
import { t } from './l10n.ts';

/** A family of shells that read quotes alike; `posix` is sh, dash, bash, ksh and zsh. */
export const shells = ['posix', 'fish', 'powershell', 'cmd'] as const;
export type Shell = (typeof shells)[number];

/** What people call the shells of a family. */
export function shellName(shell: Shell): string {
  switch (shell) {
    case 'posix':
      return t('sh, bash and zsh');
    case 'fish':
      return t('fish');
    case 'powershell':
      return t('PowerShell');
    case 'cmd':
      return t('the Windows command prompt');
  }
}

/**
 * Characters that a terminal takes for keys or that change how a line looks: controls, invisible
 * and bidirectional formats, line separators, lone surrogates. No quotes help against them.
 */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Words that mean the same to every shell without quotes, at the end of an option as well. */
const plain = /^(?:--?[A-Za-z][A-Za-z-]*(?:=|$))?(?:[A-Za-z0-9_/][A-Za-z0-9_.+:/@=-]*)?$/;

/** Within double quotes these mean themselves to every shell, as in a token that begins with `-`. */
const plainInQuotes = /^[A-Za-z0-9_.+:/@=-]+$/;

/** Whether every shell reads these words alike, unquoted or within double quotes. */
export const readsAlike = (words: readonly string[]): boolean =>
  words.every((word) => plainInQuotes.test(word));

/** An interactive cmd.exe expands or splits at these, within quotes, too. */
const unquotableInCmd = /[%!"^&|<>]/;

/** Windows PowerShell hands these on to a program wrongly: it does not escape what it quotes. */
const unquotableInPowerShell = /"|\\$/;

/**
 * One word of a command line, quoted so that the shell hands exactly it to a program. Throws
 * `unsupported` with a sentence for a person where nothing safe can be written.
 */
export function shellWord(word: string, shell: Shell): string {
  refuseUnfit(word);
  if (plain.test(word) && word !== '') return word;
  if (plainInQuotes.test(word)) return `"${word}"`;
  switch (shell) {
    case 'posix':
    case 'fish':
      return shellText(word, shell);
    case 'powershell':
      if (unquotableInPowerShell.test(word)) throw cannotQuote(shell);
      return shellText(word, shell);
    case 'cmd':
      // Programs read a backslash before a quote as an escape of it.
      if (unquotableInCmd.test(word) || word.endsWith('\\')) throw cannotQuote(shell);
      return `"${word}"`;
  }
}

/**
 * A text within the quotes of a shell's own language, as an assignment takes it. For `cmd` it is
 * the text itself, which belongs between the quotes of `set "NAME=text"`. Throws like `shellWord`.
 */
export function shellText(text: string, shell: Shell): string {
  refuseUnfit(text);
  switch (shell) {
    case 'posix':
      return `'${text.replaceAll("'", String.raw`'\''`)}'`;
    case 'fish':
      // A backslash escapes within single quotes, too.
      return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
    case 'powershell':
      // Curly quotes end a text as straight ones do.
      return `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
    case 'cmd':
      if (unquotableInCmd.test(text)) throw cannotQuote(shell);
      return text;
  }
}

/** Throws `unsupported` for a text that must not be pasted into a terminal or a script. */
export function refuseUnfit(text: string): void {
  const found = unfit.exec(text)?.[0];
  if (found === undefined) return;
  const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  throw new RegistryError(
    'unsupported',
    t(
      'A name in this text holds the invisible character {0}. A terminal could take it for a key, or show another text than it runs, so there is no such text to copy.',
      code,
    ),
    { repair: null },
  );
}

function cannotQuote(shell: Shell): RegistryError {
  return new RegistryError(
    'unsupported',
    shell === 'cmd'
      ? t(
          'A name in this command holds one of the characters % ! " ^ & | < > or ends with a backslash, which the Windows command prompt cannot quote. Use the form for another shell.',
        )
      : t(
          'A name in this command holds a double quote or ends with a backslash, which Windows PowerShell does not hand on unchanged. Use the form for another shell.',
        ),
    { repair: null },
  );
}
