import { t } from '../../../core/l10n.ts';
import type { TokenSecrets } from '../../../core/token.ts';
import type { CopyForm } from '../../contract/registry.ts';

type Variables = readonly (readonly [name: string, value: string])[];

/** Lines that set environment variables in a running shell: one form for each family of shells. */
export function exports(variables: (secrets: TokenSecrets) => Variables): readonly CopyForm[] {
  const form = (
    id: string,
    label: string,
    detail: string,
    line: (name: string, value: string) => string,
  ): CopyForm => ({
    id,
    label,
    detail,
    containsSecret: true,
    build: (secrets) =>
      variables(secrets)
        .map(([name, value]) => `${line(name, value)}\n`)
        .join(''),
  });
  return [
    form(
      'exports-sh',
      t('Exports for sh, bash and zsh'),
      t('Lines to paste into the shell.'),
      (name, value) => `export ${name}=${posix(value)}`,
    ),
    form(
      'exports-fish',
      t('Exports for fish'),
      t('Lines to paste into the shell.'),
      (name, value) => `set -gx ${name} ${fish(value)}`,
    ),
    form(
      'exports-powershell',
      t('Exports for PowerShell'),
      t('Lines to paste into the shell.'),
      (name, value) => `$env:${name} = ${powerShell(value)}`,
    ),
  ];
}

const posix = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** In fish a backslash escapes within single quotes, too. */
const fish = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

const powerShell = (text: string): string => `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
