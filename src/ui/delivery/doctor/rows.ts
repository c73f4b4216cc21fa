import { t } from '../../../core/l10n.ts';
import { remainingText } from '../../../core/remaining.ts';
import { visible } from '../../../core/visible.ts';
import type { PickRow } from '../../wizard/pick-step.ts';
import type { Findings } from './find.ts';
import { type FoundLogin, isCheckable, type Verdict } from './found-login.ts';

/** What a person may choose: a login, to look into a cluster as well, or to serve a token. */
export type Choice = { readonly found: FoundLogin } | 'cluster' | 'serve';

/** The rows of the list: logins, what could not be read, and what else can be looked at. */
export function rowsOf(
  { logins, faults, tools }: Findings,
  verdicts: ReadonlyMap<string, Verdict>,
  now: number,
): readonly PickRow<Choice>[] {
  return [
    ...(logins.length === 0 ? noneRows(tools) : []),
    ...logins.map((found) => loginRow(found, verdicts.get(found.login.id), now)),
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

/** What was looked at, and how a login comes there. */
const noneRows = (tools: readonly string[]): readonly PickRow<Choice>[] => [
  {
    icon: 'info',
    label: t('No logins to show'),
    detail: t('Looked at those of {0}.', tools.join(', ')),
    value: 'serve',
    inert: true,
  },
  {
    icon: 'broadcast',
    label: t('Serve Token to Docker, Podman and Others…'),
    detail: t('Programs ask the editor, and no secret is in a file.'),
    value: 'serve',
  },
];

function loginRow(found: FoundLogin, verdict: Verdict | undefined, now: number): PickRow<Choice> {
  const { tool, login, words } = found;
  const whose = [tool, login.userName === undefined ? '' : visible(login.userName)].filter(
    (text) => text !== '',
  );
  return {
    icon: verdict === undefined ? iconOf(found, now) : icons[verdict.state],
    label: visible(login.host),
    description: (verdict === undefined ? whose : shortly(verdict, found, now)).join(' · '),
    detail: [
      ...(verdict === undefined ? [] : [...whose, verdict.message]),
      // Before what may be long: a narrow list cuts off the end.
      ...(login.isOpen === true ? [t('others may read the file')] : []),
      words,
      ...(isCheckable(login) ? [] : [t('cannot be checked here')]),
      ...(login.addressHint === undefined ? [] : [login.addressHint]),
      visible(login.place),
    ].join(' · '),
    value: { found },
  };
}

/** What is known of a login that was not checked; the words beside it say the same. */
function iconOf({ login, lifetime }: FoundLogin, now: number): string {
  if (lifetime.kind === 'until' && lifetime.at <= now) return 'error';
  return login.isOpen === true ? 'warning' : 'key';
}

/** What was learned, so short that nothing of it is cut off. */
function shortly(
  { state, rights }: Verdict,
  { lifetime }: FoundLogin,
  now: number,
): readonly string[] {
  const said = {
    accepted: t('Still works'),
    refused: t('Refused'),
    unknown: t('Could not tell whether it works'),
  }[state];
  return [
    said,
    ...(lifetime.kind === 'unknown' ? [] : [remainingText(lifetime, now)]),
    ...(rights === undefined ? [] : [rights]),
  ];
}
