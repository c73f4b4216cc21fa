import { join } from 'node:path';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { secretOrVariable } from './elsewhere.ts';
import { type Span, type TextLogin, textTool } from './text-tool.ts';
import { plainText } from './yaml-text.ts';

/** Yarn since its second version: tokens by registry in `~/.yarnrc.yml`. */
export const yarn = textTool({
  id: 'yarn',
  name: () => 'Yarn',
  files: (environment) => [yarnFile(environment)],
  read: (text) =>
    registriesOf(text).flatMap(({ address, token }): TextLogin[] => {
      if (token === undefined) return [];
      const host = address.replace(/^(?:https?:)?\/\//, '').replace(/\/$/, '');
      const { secret, elsewhere } = secretOrVariable(token.value);
      return [
        {
          host,
          url: `https://${host}/-/whoami`,
          ...(secret === undefined ? { elsewhere } : { secret }),
          put:
            secret === undefined
              ? undefined
              : (_, newer) => [{ ...token.at, text: JSON.stringify(newer) }],
          remove: [token.line],
        },
      ];
    }),
});

/** The user's own file. */
export const yarnFile = ({ env, home }: DockerEnvironment): string =>
  join(
    home,
    (env['YARN_RC_FILENAME'] ?? '') === '' ? '.yarnrc.yml' : (env['YARN_RC_FILENAME'] ?? ''),
  );

/** A registry of the file, and its token with where that stands, its quotation marks included. */
interface Registry extends Span {
  readonly address: string;
  readonly token?: { readonly value: string; readonly at: Span; readonly line: Span };
}

/** What stands below `npmRegistries`, a line for each member. */
export function registriesOf(text: string): readonly Registry[] {
  const registries: Registry[] = [];
  let [from, isWithin] = [0, false];
  for (const line of text.split(/(?<=\n)/)) {
    const start = from;
    from += line.length;
    if (/^[^\s#]/.test(line)) isWithin = /^npmRegistries:\s*(?:#.*)?$/.test(line.trimEnd());
    if (!isWithin) continue;
    const address = /^\s+["']?((?:https?:)?\/\/[^"'\s]+?)["']?:\s*$/.exec(line)?.[1];
    if (address !== undefined) registries.push({ address, from: start, to: from });
    const last = registries.at(-1);
    if (last === undefined || line.trim() === '') continue;
    const [, head = '', value] = /^(\s+npmAuthToken:[ \t]*)(\S.*)$/.exec(line.trimEnd()) ?? [];
    const at = { from: start + head.length, to: start + head.length + (value?.length ?? 0) };
    registries[registries.length - 1] = {
      ...last,
      to: from,
      ...(value === undefined
        ? {}
        : { token: { value: plainText(value), at, line: { from: start, to: from } } }),
    };
  }
  return registries;
}
