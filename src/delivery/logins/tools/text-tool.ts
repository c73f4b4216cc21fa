import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { readRegularFile } from '../../../programs/read-regular-file.ts';
import { isInside } from '../../../programs/untrusted-paths.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { toolLogin, toolLoginFacts } from '../../places/tool-login.ts';
import { changeText } from '../text-file.ts';
import type { Found, LoginTool, StoredLogin } from './tool.ts';

/** Longer files are none that a person keeps logins in: 1 MB. */
const longest = 1_000_000;

/** A part of a text, from where to before where. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A part of a text, and what stands in its place afterwards. */
interface Edit extends Span {
  readonly text: string;
}

/** A login in a text. Not the text itself: it holds all the other secrets. */
export interface TextLogin {
  readonly host: string;
  readonly userName?: string | undefined;
  readonly secret?: string | undefined;
  readonly elsewhere?: string | undefined;
  readonly url?: string | undefined;
  readonly addressHint?: string | undefined;
  /** Writes another login in its place; absent where this cannot be done. */
  readonly put?: ((user: string, secret: string) => readonly Edit[]) | undefined;
  /** What goes when the login is taken out, or what stands there instead. */
  readonly remove: readonly (Span & { readonly text?: string })[];
}

/** A tool whose logins stand in files of text. */
export interface TextTool {
  readonly id: string;
  readonly name: () => string;
  readonly files: (environment: DockerEnvironment) => readonly string[];
  /**
   * The logins of a text; what is not understood is none. `more` reads another file of the tool, in
   * which the hosts stand.
   */
  readonly read: (
    text: string,
    more: (file: string) => Promise<string>,
    environment: DockerEnvironment,
  ) => readonly TextLogin[] | Promise<readonly TextLogin[]>;
}

/**
 * What files of text read as more than a text: the end of a line, behind which another setting would
 * stand, and the name of a variable of the environment, whose value would be sent to the registry.
 */
const moreThanText = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\$\{|%[^%]*%/u;

/** A server chose the user's name and the token: neither may become anything else in a file. */
function refuseMore(texts: readonly string[], tool: string): void {
  if (!texts.some((text) => moreThanText.test(text))) return;
  throw new RegistryError(
    'unsupported',
    t(
      'The user name or the token has characters that {0} would read as something else. Nothing was written.',
      tool,
    ),
    { repair: null },
  );
}

/** Makes what finds, replaces and removes the logins of such a tool. */
export const textTool = (tool: TextTool): LoginTool => ({
  id: tool.id,
  name: tool.name,
  find: async (environment) => {
    const found: Found[] = [];
    for (const file of new Set(tool.files(environment))) {
      if (isInside(file, environment.untrusted)) continue;
      found.push(await findIn(file, tool, environment));
    }
    return {
      logins: found.flatMap(({ logins }) => logins),
      faults: found.flatMap(({ faults }) => faults),
    };
  },
});

async function findIn(
  file: string,
  tool: TextTool,
  environment: DockerEnvironment,
): Promise<Found> {
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) return { logins: [], faults: [] };
  const read = await readRegularFile(file, longest);
  if (!('text' in read)) return { logins: [], faults: [t('{0} cannot be read.', file)] };
  const isOpen = environment.platform !== 'win32' && (info.mode & 0o077) !== 0;
  const logins = await tool.read(read.text, more(environment), environment);
  return {
    logins: logins.map((login, index) => stored(login, index, file, isOpen, tool, environment)),
    faults: [],
  };
}

/** Reads a file beside the one with the logins; one that cannot be read says nothing. */
const more =
  ({ untrusted }: DockerEnvironment) =>
  async (file: string): Promise<string> => {
    if (isInside(file, untrusted)) return '';
    const read = await readRegularFile(file, longest);
    return 'text' in read ? read.text : '';
  };

function stored(
  login: TextLogin,
  index: number,
  file: string,
  isOpen: boolean,
  tool: TextTool,
  environment: DockerEnvironment,
): StoredLogin {
  const { host, userName, secret, elsewhere, url, addressHint, put } = login;
  const mark = markOf(login);
  /** The login is looked for again, since its file may have been written meanwhile. */
  const change = async (edits: (found: TextLogin) => readonly Edit[]): Promise<void> => {
    const { text = '' } = await readAgain(file);
    const now = (await tool.read(text, more(environment), environment))[index];
    if (now === undefined || markOf(now) !== mark) throw changedMeanwhile(file);
    await changeText(file, environment.home, (current) => {
      if (current !== text) throw changedMeanwhile(file);
      return edited(text, edits(now));
    });
  };
  return {
    id: `${tool.id} ${file} ${index}`,
    host,
    ...(userName === undefined ? {} : { userName }),
    ...(secret === undefined ? {} : { secret: new Secret(secret) }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(url === undefined ? {} : { url }),
    ...(addressHint === undefined ? {} : { addressHint }),
    place: file,
    remembered: { kind: toolLogin, facts: toolLoginFacts({ tool: tool.id, file, host }) },
    isOpen,
    ...(put === undefined
      ? {}
      : {
          put: async (user, token) => {
            refuseMore([user, token.reveal()], tool.name());
            await change((now) => now.put?.(user, token.reveal()) ?? []);
          },
        }),
    remove: () => change(({ remove }) => remove.map((span) => ({ text: '', ...span }))),
  };
}

const readAgain = async (file: string): Promise<{ readonly text?: string }> => {
  const read = await readRegularFile(file, longest);
  return 'text' in read ? read : {};
};

/** By this a login is known again; the secret is not kept for it. */
const markOf = ({ host, userName, secret }: TextLogin): string =>
  createHash('sha256')
    .update(JSON.stringify([host, userName, secret]))
    .digest('hex');

const changedMeanwhile = (file: string) =>
  new RegistryError('conflict', t('{0} was changed meanwhile. Check the logins again.', file), {
    repair: null,
  });

function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((one, other) => other.from - one.from)
    .reduce((rest, { from, to, text: by }) => rest.slice(0, from) + by + rest.slice(to), text);
}
