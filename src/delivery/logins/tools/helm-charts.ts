import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import { configHome } from '../../config-home.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { hostOf } from './addresses.ts';
import { type Span, type TextLogin, textTool } from './text-tool.ts';
import { plainText } from './yaml-text.ts';

/** Helm's chart repositories, which `helm repo add` writes; logins of images are elsewhere. */
export const helmCharts = textTool({
  id: 'helm-charts',
  name: () => t('Helm (chart repositories)'),
  files: (environment) => [helmChartsFile(environment)],
  read: (text) =>
    chartsOf(text).flatMap(({ members }): TextLogin[] => {
      const [url, user, password] = ['url', 'username', 'password'].map((key) => members.get(key));
      if (url === undefined || password === undefined || password.value === '') return [];
      return [
        {
          host: hostOf(url.value),
          url: `${url.value.replace(/\/$/, '')}/index.yaml`,
          userName: user?.value,
          secret: password.value,
          put: (login, secret) => [
            { ...password.at, text: JSON.stringify(secret) },
            ...(user === undefined ? [] : [{ ...user.at, text: JSON.stringify(login) }]),
          ],
          // The line may begin the entry.
          remove: [password, ...(user === undefined ? [] : [user])].map(({ at }) => ({
            ...at,
            text: '""',
          })),
        },
      ];
    }),
});

/** Where `helm repo add` writes. */
export function helmChartsFile(environment: DockerEnvironment): string {
  const named = environment.env['HELM_REPOSITORY_CONFIG'] ?? '';
  return named === ''
    ? join(configHome(environment, 'Preferences'), 'helm', 'repositories.yaml')
    : named;
}

/** A value of a repository, and where it stands, with what quotes it. */
interface Member {
  readonly value: string;
  readonly at: Span;
}

/** One entry of the list, by the names of its members. */
interface Chart extends Span {
  readonly members: ReadonlyMap<string, Member>;
}

/** The entries of the list of repositories, as Helm writes them: a line for each member. */
export function chartsOf(text: string): readonly Chart[] {
  const charts: { from: number; to: number; members: Map<string, Member> }[] = [];
  let [from, isList] = [0, false];
  for (const line of text.split(/(?<=\n)/)) {
    const start = from;
    from += line.length;
    if (/^[^\s#-]/.test(line)) isList = line.startsWith('repositories:');
    const [, head = '', key = '', value] = /^( *(?:- +)?)(\w+):[ \t]*([^\n\r]*)/.exec(line) ?? [];
    if (!isList || value === undefined || /^\w/.test(line)) continue;
    if (head.includes('-')) charts.push({ from: start, to: from, members: new Map() });
    const chart = charts.at(-1);
    if (chart === undefined) continue;
    chart.to = from;
    const written = value.split(' #')[0]?.trim() ?? '';
    const at = start + line.indexOf(value, head.length + key.length + 1);
    chart.members.set(key, {
      value: plainText(written),
      at: { from: at, to: at + written.length },
    });
  }
  return charts;
}
