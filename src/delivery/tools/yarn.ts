import { t } from '../../core/l10n.ts';
import { registriesOf, yarnFile } from '../logins/tools/yarn.ts';
import { notUnderstood } from './not-understood.ts';
import { type SetupTool, tokenVariable } from './tool.ts';
import { withEntry } from './with-entry.ts';

/**
 * Yarn since its second version: the registry, and its token below that registry's own address. A
 * token beside the registry would go to every other registry as well (Yarn's reference of
 * `.yarnrc.yml`).
 */
export const yarn: SetupTool = {
  id: 'yarn',
  name: () => t('Yarn 2 and later'),
  format: 'npm',
  loginTool: 'yarn',
  consequence: ({ repository }) =>
    t(
      'Yarn gets packages from {0} then, unless a project, a scope or a lockfile names another address.',
      repository.name,
    ),
  files: ({ repository }, environment) => {
    const { url } = repository;
    const file = yarnFile(environment);
    return [
      {
        file,
        hasSecret: true,
        change: (text, secret) => {
          const isFlow = /^npmRegistries:[ \t]*[^\s#]/m.test(text);
          if (isFlow || text.includes('\t')) throw notUnderstood(file);
          const place = { comments: '#', separators: '=:', section: '', isFlush: true } as const;
          const changed = withEntry(
            { text, replaced: [] },
            { ...place, key: 'npmRegistryServer' },
            `npmRegistryServer: ${JSON.stringify(url)}`,
          );
          return withRegistry(changed, url, secret);
        },
      },
    ];
  },
  fromEnvironment: ({ repository }) => {
    const variable = tokenVariable(repository.name);
    return { variable, reference: `\${${variable}}` };
  },
};

function withRegistry(
  { text, replaced }: { readonly text: string; readonly replaced: readonly string[] },
  url: string,
  secret: string,
): { readonly text: string; readonly replaced: readonly string[] } {
  const address = url.replace(/^https?:/, '');
  const members = `    npmAlwaysAuth: true\n    npmAuthToken: ${JSON.stringify(secret)}\n`;
  const block = `  ${JSON.stringify(address)}:\n${members}`;
  const former = registriesOf(text).find(
    (one) => one.address.replace(/^https?:/, '').replace(/\/$/, '') === address,
  );
  if (former !== undefined) {
    const isSame = text.slice(former.from, former.to) === block;
    return {
      text: text.slice(0, former.from) + block + text.slice(former.to),
      replaced: isSame ? replaced : [...replaced, address],
    };
  }
  const head = /^npmRegistries:.*(?:\r?\n|$)/m.exec(text);
  if (head === null) return { text: `${text}npmRegistries:\n${block}`, replaced };
  const at = head.index + head[0].length;
  return { text: text.slice(0, at) + block + text.slice(at), replaced };
}
