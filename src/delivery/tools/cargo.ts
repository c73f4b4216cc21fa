import { t } from '../../core/l10n.ts';
import { cargoConfigFile, cargoCredentialsFile } from '../logins/tools/cargo.ts';
import { mustHaveNoOther } from './toml.ts';
import { inCapitals, type SetupTool } from './tool.ts';
import { withEntry } from './with-entry.ts';

/**
 * Cargo: a registry in one file, and its token in another. A registry that wants a login for
 * everything is asked only where its credential provider is named (Cargo's guide to registry
 * authentication).
 */
export const cargo: SetupTool = {
  id: 'cargo',
  name: () => 'Cargo',
  format: 'cargo',
  loginTool: 'cargo',
  ownNames: ['crates-io'],
  consequence: ({ repository }) =>
    t(
      'Cargo knows it as the registry “{0}” then, as in “cargo add --registry {0} …”.',
      repository.name,
    ),
  files: ({ repository }, environment) => {
    const { name, url } = repository;
    const section = `registries.${name.includes('.') ? JSON.stringify(name) : name}`;
    const place = { comments: '#', separators: '=', quoted: true, section } as const;
    const [config, credentials] = [cargoConfigFile(environment), cargoCredentialsFile(environment)];
    return [
      {
        file: config,
        hasSecret: false,
        change: (text) => {
          mustHaveNoOther(text, ['registries', name], config);
          const index = withEntry(
            { text, replaced: [] },
            { ...place, key: 'index' },
            `index = ${JSON.stringify(`sparse+${url}/`)}`,
          );
          const key = 'credential-provider';
          return withEntry(index, { ...place, key }, `${key} = "cargo:token"`);
        },
      },
      {
        file: credentials,
        hasSecret: true,
        change: (text, secret) => {
          mustHaveNoOther(text, ['registries', name], credentials);
          const line = `token = ${JSON.stringify(`Bearer ${secret}`)}`;
          return withEntry({ text, replaced: [] }, { ...place, key: 'token' }, line);
        },
      },
    ];
  },
  fromEnvironment: ({ repository }) => ({
    variable: `CARGO_REGISTRIES_${inCapitals(repository.name)}_TOKEN`,
    value: (secret) => `Bearer ${secret}`,
  }),
};
