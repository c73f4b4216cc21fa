import { t } from '../../../core/l10n.ts';
import { shellText } from '../../../core/shell-text.ts';
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
  const detail = t('Lines to paste into the shell, which may keep them in its history.');
  return [
    form(
      'exports-sh',
      t('Exports for sh, bash and zsh'),
      detail,
      (name, value) => `export ${name}=${shellText(value, 'posix')}`,
    ),
    form(
      'exports-fish',
      t('Exports for fish'),
      detail,
      (name, value) => `set -gx ${name} ${shellText(value, 'fish')}`,
    ),
    form(
      'exports-powershell',
      t('Exports for PowerShell'),
      detail,
      (name, value) => `$env:${name} = ${shellText(value, 'powershell')}`,
    ),
    form(
      'exports-cmd',
      t('Exports for the Windows command prompt'),
      detail,
      (name, value) => `set "${name}=${shellText(value, 'cmd')}"`,
    ),
  ];
}
