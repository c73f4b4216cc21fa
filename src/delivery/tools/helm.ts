import { t } from '../../core/l10n.ts';
import { chartsOf, helmChartsFile } from '../logins/tools/helm-charts.ts';
import { notUnderstood } from './not-understood.ts';
import type { SetupTool } from './tool.ts';

/** Helm: an entry in its list of chart repositories, as `helm repo add` writes it. */
export const helm: SetupTool = {
  id: 'helm',
  name: () => 'Helm',
  format: 'helm',
  loginTool: 'helm-charts',
  consequence: ({ repository }) =>
    t(
      'Helm knows it as the chart repository “{0}” then; run “helm repo update {0}” once.',
      repository.name,
    ),
  files: ({ repository, user }, environment) => {
    const { name, url } = repository;
    const file = helmChartsFile(environment);
    return [
      {
        file,
        hasSecret: true,
        change: (text, secret) => {
          const whole = text.trim() === '' ? emptyFile : withBlockList(text);
          const head = /^repositories:[ \t]*(?:\r?\n|$)/m.exec(whole);
          if (head === null) throw notUnderstood(file);
          const charts = chartsOf(whole);
          const former = charts.find(({ members }) => members.get('name')?.value === name);
          const dash = /^ *(?=- )/.exec(whole.slice(charts[0]?.from))?.[0] ?? '';
          const members = { name, url, username: user, password: secret };
          // Certificates and the like stay.
          const others = [...(former?.members ?? [])]
            .filter(([key]) => !Object.hasOwn(members, key))
            .map(([key, { at }]) => `  ${key}: ${whole.slice(at.from, at.to)}`);
          const block = Object.entries(members)
            .map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`)
            .concat(others)
            .map((line, index) => `${dash}${index === 0 ? line.replace(' ', '-') : line}\n`)
            .join('');
          const end = head.index + head[0].length;
          const at = former ?? { from: charts.at(-1)?.to ?? end, to: charts.at(-1)?.to ?? end };
          const before = whole.slice(0, at.from);
          const gap = before.endsWith('\n') ? '' : '\n';
          const isOther = former !== undefined && whole.slice(former.from, former.to) !== block;
          return {
            text: before + gap + block + whole.slice(at.to),
            replaced: isOther ? [name] : [],
          };
        },
      },
    ];
  },
};

const emptyFile = 'apiVersion: ""\ngenerated: "0001-01-01T00:00:00Z"\nrepositories:\n';

/** A list without entries has a form of its own. */
const withBlockList = (text: string): string =>
  text.replace(/^repositories:[ \t]*(?:\[\]|null|~)[ \t]*$/m, 'repositories:');
