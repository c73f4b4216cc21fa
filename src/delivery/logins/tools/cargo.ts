import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { hostOf } from './addresses.ts';
import { entriesOf, lastOf } from './lines.ts';
import { type TextLogin, textTool } from './text-tool.ts';

const toml = { comments: '#', separators: '=', quoted: true } as const;

/** Cargo: tokens by registry; where a registry is stands in another file. */
export const cargo = textTool({
  id: 'cargo',
  name: () => 'Cargo',
  files: (environment) => [
    cargoCredentialsFile(environment),
    join(cargoHome(environment), 'credentials'),
  ],
  read: async (text, more, environment) => {
    const entries = entriesOf(text, toml);
    const tokens = entries.filter(({ key }) => key === 'token');
    if (tokens.length === 0) return [];
    const folder = cargoHome(environment);
    const config = [
      // The older name is the one that Cargo reads where both are there.
      ...entriesOf(await more(join(folder, 'config.toml')), toml),
      ...entriesOf(await more(join(folder, 'config')), toml),
    ];
    return tokens.flatMap(({ section, value, at, line }): TextLogin[] => {
      const name = /^registries\.["']?([^"']+)["']?$/.exec(section)?.[1];
      if (name === undefined && section !== 'registry') return [];
      const own = config.filter(
        (entry) => entry.section.replaceAll(/["']/g, '') === `registries.${name}`,
      );
      const variable = `CARGO_REGISTRIES_${(name ?? '').toUpperCase().replaceAll('-', '_')}_INDEX`;
      // Cargo sends the whole of it as the header; the scheme is no part of the token.
      const scheme = /^Bearer +/i.exec(value)?.[0] ?? '';
      const index = environment.env[variable] ?? lastOf(own, 'index')?.value;
      return [
        {
          host: name === undefined ? 'crates.io' : index === undefined ? name : hostOf(index),
          ...(scheme === '' ? {} : checked(index)),
          addressHint:
            name !== undefined && index === undefined
              ? t('Its address stands in the .cargo/config.toml that has a registry “{0}”.', name)
              : undefined,
          secret: value.slice(scheme.length).replaceAll(/\\(["\\])/g, '$1'),
          // A text in its quotation marks is one for JSON as well.
          put: (_, token) => [
            { from: at.from - 1, to: at.to + 1, text: JSON.stringify(scheme + token) },
          ],
          remove: [line],
        },
      ];
    });
  },
});

/** Where tokens stand. */
export const cargoCredentialsFile = (environment: DockerEnvironment): string =>
  join(cargoHome(environment), 'credentials.toml');

/** Where registries are named. */
export const cargoConfigFile = (environment: DockerEnvironment): string =>
  join(cargoHome(environment), 'config.toml');

/** The address of a sparse index that takes a login; one of Git's takes none of Cargo's. */
const checked = (index: string | undefined): { readonly url?: string } =>
  index?.startsWith('sparse+http') === true
    ? { url: `${index.slice('sparse+'.length).replace(/\/$/, '')}/config.json` }
    : {};

const cargoHome = ({ env, home }: DockerEnvironment): string => {
  const named = env['CARGO_HOME'] ?? '';
  return named === '' ? join(home, '.cargo') : named;
};
