import { t } from '../../../core/l10n.ts';
import { visible } from '../../../core/visible.ts';
import type { PickRow } from '../../wizard/pick-step.ts';
import type { Findings } from './find.ts';
import type { FoundLogin, Verdict } from './found-login.ts';

/** What a person may choose: a login, or to look into a cluster as well. */
export type Choice = { readonly found: FoundLogin } | 'cluster';

/** The rows of the list: logins, what could not be read, and what else can be looked at. */
export function rowsOf(
  { logins, faults }: Findings,
  verdicts: ReadonlyMap<string, Verdict>,
): readonly PickRow<Choice>[] {
  return [
    ...logins.map((found) => loginRow(found, verdicts.get(found.login.id))),
    ...faults.map((label): PickRow<Choice> => ({
      icon: 'warning',
      label,
      value: 'cluster',
      inert: true,
    })),
    { icon: 'cloud', label: t('Read the Pull Secrets of a Cluster…'), value: 'cluster' },
  ];
}

const icons = { accepted: 'pass', refused: 'error', unknown: 'question' } as const;

function loginRow(found: FoundLogin, verdict: Verdict | undefined): PickRow<Choice> {
  const { tool, login, words } = found;
  return {
    icon:
      verdict === undefined ? (login.isOpen === true ? 'warning' : 'key') : icons[verdict.state],
    label: visible(login.host),
    description: [tool, login.userName === undefined ? '' : visible(login.userName)]
      .filter((text) => text !== '')
      .join(' · '),
    detail: [
      ...(verdict === undefined ? [] : [verdict.message]),
      words,
      ...(login.isOpen === true ? [t('others may read the file')] : []),
      visible(login.place),
    ].join(' · '),
    value: { found },
  };
}
