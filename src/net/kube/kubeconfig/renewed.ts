import { constants } from 'node:fs';
import { access, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../core/is-object.ts';
import { Secret } from '../../../core/secret.ts';
import type { LocatedUser } from './load.ts';
import { parseYaml } from './yaml.ts';

/** Members of an auth-provider's `config` that are renewed. */
export type Renewed = Readonly<Record<'id-token' | 'refresh-token', Secret>>;

/** A user, and the file that has it. */
type Place = Pick<LocatedUser, 'name' | 'file'>;

/**
 * Whether renewed tokens of a user could be written in place of these: asked before a refresh token
 * is spent that may be good for one time only.
 */
export async function mayKeep({ name, file }: Place, present: Renewed): Promise<boolean> {
  try {
    const path = await realpath(file);
    await access(path, constants.W_OK);
    // As long as the present ones, and surely others.
    const was = revealed(present);
    const trial = { 'id-token': flipped(was['id-token']), 'refresh-token': 'A'.repeat(40) };
    return replace(await readFile(path, 'utf8'), name, was, trial) !== undefined;
  } catch {
    return false;
  }
}

/** The tokens of a user as the file has them now; `undefined` where it has not both. */
export async function readTokens({ name, file }: Place): Promise<Renewed | undefined> {
  const members = membersOf(parseYaml(await readFile(file, 'utf8')), name);
  const { 'id-token': idToken, 'refresh-token': refreshToken } = members ?? {};
  return typeof idToken === 'string' && typeof refreshToken === 'string'
    ? { 'id-token': new Secret(idToken), 'refresh-token': new Secret(refreshToken) }
    : undefined;
}

/**
 * Writes renewed tokens into the kubeconfig, and nothing else of it: comments and order stay. Under
 * `whileLocked`. Nothing is written when the file no longer says what was renewed. Resolves with
 * whether it was written.
 */
export async function keep(
  { name, file }: Place,
  present: Renewed,
  renewed: Renewed,
): Promise<boolean> {
  const path = await realpath(file);
  const draft = `${path}.renewed`;
  try {
    const text = replace(await readFile(path, 'utf8'), name, revealed(present), revealed(renewed));
    if (text === undefined) return false;
    const { mode } = await stat(path);
    await rm(draft, { force: true });
    const written = await open(draft, 'wx', mode & 0o777);
    try {
      await written.writeFile(text);
    } finally {
      await written.close();
    }
    await rename(draft, path);
    return true;
  } catch {
    await rm(draft, { force: true });
    return false;
  }
}

/**
 * The text with a user's tokens replaced where they stand. `undefined` when that is not all that
 * would change for a reader of YAML, or when they are not there.
 */
function replace(text: string, user: string, present: Texts, next: Texts): string | undefined {
  // Neither needs quotes, nor has a meaning in YAML.
  const plain = /^[A-Za-z0-9][A-Za-z0-9._~+/-]*=*$/;
  const values = [...Object.values(present), ...Object.values(next)];
  if (!values.every((value) => plain.test(value))) return undefined;
  const changed = text
    .replaceAll(present['id-token'], next['id-token'])
    .replaceAll(present['refresh-token'], next['refresh-token']);
  const expected = parseYaml(text);
  if (!renew(expected, user, present, next)) return undefined;
  return isDeepStrictEqual(parseYaml(changed), expected) ? changed : undefined;
}

/** Makes the change in what was parsed. Gives whether the present tokens were there. */
function renew(config: unknown, user: string, present: Texts, next: Texts): boolean {
  const members = membersOf(config, user);
  if (members === undefined || !isDeepStrictEqual(pick(members), pick(present))) return false;
  Object.assign(members, next);
  return true;
}

function membersOf(config: unknown, user: string): Record<string, unknown> | undefined {
  const users = isObject(config) && Array.isArray(config['users']) ? config['users'] : [];
  const entry = users.filter(isObject).find(({ name }) => name === user);
  return member(member(member(entry, 'user'), 'auth-provider'), 'config');
}

/** What stands in the file. */
type Texts = Readonly<Record<keyof Renewed, string>>;

const revealed = (tokens: Renewed): Texts => ({
  'id-token': tokens['id-token'].reveal(),
  'refresh-token': tokens['refresh-token'].reveal(),
});

const pick = (members: Readonly<Record<string, unknown>>) => [
  members['id-token'],
  members['refresh-token'],
];

function member(value: unknown, key: string): Record<string, unknown> | undefined {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : undefined;
}

const flipped = (text: string): string => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
