import { t } from '../../core/l10n.ts';
import { mavenFile } from '../logins/tools/maven.ts';
import { type Element, elementsOf, escaped } from '../logins/tools/xml.ts';
import { type SetupTool, tokenVariable } from './tool.ts';
import { withElement } from './with-element.ts';

/**
 * Maven: the server with its login, and a mirror of everything by the same id. Of several mirrors
 * Maven takes the first that fits (its guide to mirror settings), so that ours is the first.
 */
export const maven: SetupTool = {
  id: 'maven',
  name: () => 'Maven',
  format: 'maven',
  loginTool: 'maven',
  ownNames: ['central'],
  consequence: ({ repository }) =>
    t(
      'Maven gets artifacts from {0} then: it is a mirror of all repositories, except those for which another mirror is set by their id.',
      repository.name,
    ),
  files: ({ repository, user }, environment) => {
    const { name, url } = repository;
    const file = mavenFile(environment);
    const id = `<id>${escaped(name)}</id>`;
    const mirror = `<mirror>${id}<mirrorOf>*</mirrorOf><url>${escaped(url)}</url></mirror>`;
    const hasId = (element: Element, text: string) =>
      elementsOf(text, 'id', element.inner)[0]?.inner.text === name;
    const place = { file, root: 'settings', isFormer: hasId };
    const servers = { ...place, parent: 'servers', name: 'server', label: `server ${name}` };
    const mirrors = { ...place, parent: 'mirrors', name: 'mirror', label: `mirror ${name}` };
    return [
      {
        file,
        hasSecret: true,
        change: (text, secret) => {
          const login = `<username>${escaped(user)}</username><password>${escaped(secret)}</password>`;
          const changed = withElement(
            { text, replaced: [] },
            servers,
            `<server>${id}${login}</server>`,
          );
          return withElement(changed, { ...mirrors, isFirst: true }, mirror);
        },
      },
    ];
  },
  fromEnvironment: ({ repository }) => {
    const variable = tokenVariable(repository.name);
    return { variable, reference: `\${env.${variable}}` };
  },
};
