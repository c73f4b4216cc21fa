import { t } from '../../core/l10n.ts';
import { escapedProperty, gradleFile } from '../logins/tools/gradle.ts';
import type { SetupTool } from './tool.ts';
import { withEntry } from './with-entry.ts';

const form = {
  comments: '#!',
  separators: '=:',
  section: '',
  continues: 'after a backslash',
} as const;

/**
 * Gradle: the properties by which it finds the credentials of a repository of that name itself
 * (`credentials(PasswordCredentials)` in its guide to repositories), and the address for builds.
 */
export const gradle: SetupTool = {
  id: 'gradle',
  name: () => 'Gradle',
  format: 'maven',
  loginTool: 'gradle',
  consequence: ({ repository }) =>
    t(
      'A build that declares a repository named “{0}” with credentials(PasswordCredentials) logs in with it then; its address is the property {0}Url.',
      identifier(repository.name),
    ),
  files: ({ repository, user }, environment) => {
    const name = identifier(repository.name);
    return [
      {
        file: gradleFile(environment),
        hasSecret: true,
        change: (text, secret) =>
          Object.entries({ Url: repository.url, Username: user, Password: secret }).reduce(
            (changed, [part, value]) =>
              withEntry(
                changed,
                { ...form, key: name + part },
                `${name}${part}=${escapedProperty(value)}`,
              ),
            { text, replaced: [] as readonly string[] },
          ),
      },
    ];
  },
  fromEnvironment: ({ repository, user }) => {
    const prefix = `ORG_GRADLE_PROJECT_${identifier(repository.name)}`;
    return {
      variable: `${prefix}Password`,
      others: { [`${prefix}Username`]: user, [`${prefix}Url`]: repository.url },
    };
  },
};

/** A name as builds can have it: `acme-maven` becomes `acmeMaven`. */
const identifier = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next?: string) => next?.toUpperCase() ?? '')
    .replace(/^(?=\d)/, '_');
