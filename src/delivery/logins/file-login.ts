import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import type { Login } from '../docker/helper.ts';
import { changeJson, type JsonObject, readJson } from './json-file.ts';

/**
 * Writes a login into a file that other programs read, as they would: unencrypted, and for the
 * owner's eyes only. Nothing else in the file changes. Rejects with `unsupported` where the file sends them to a credential helper, so
 * that they would not look at the login.
 */
export async function putLogin(file: string, login: Login, home: string): Promise<void> {
  const { host, user, secret } = login;
  const change = (json: JsonObject): JsonObject => {
    const { credHelpers } = json;
    const helper = isObject(credHelpers) ? credHelpers[host] : undefined;
    if (typeof helper === 'string') {
      throw new RegistryError(
        'unsupported',
        t(
          '{0} names the credential helper “{1}” for {2}. Nothing was changed.',
          file,
          helper,
          host,
        ),
        { repair: null },
      );
    }
    const auth = Buffer.from(`${user}:${secret.reveal()}`, 'utf8').toString('base64');
    return { ...json, auths: { ...authsIn(json), [host]: { auth } } };
  };
  await changeJson(file, home, change, true);
}

/** Whether a file has a login of a host, or of a path on it. */
export async function hasLogin(file: string, host: string, home: string): Promise<boolean> {
  return loginsOf(host, await readJson(file, home)).length > 0;
}

/** Takes the logins of a host out of a file, and nothing else. */
export async function removeLogin(file: string, host: string, home: string): Promise<void> {
  await changeJson(file, home, (json) => {
    const logins = loginsOf(host, json);
    if (logins.length === 0) return json;
    const auths = Object.entries(authsIn(json)).filter(([key]) => !logins.includes(key));
    return { ...json, auths: Object.fromEntries(auths) };
  });
}

/** Entries of a host: its own, also as older clients write it, and those of paths on it. */
export const loginsOf = (host: string, json: JsonObject): string[] =>
  Object.keys(authsIn(json)).filter((key) => {
    const place = key.replace(/^https?:\/\//, '');
    return place === host || place.startsWith(`${host}/`);
  });

const authsIn = ({ auths }: JsonObject): JsonObject => (isObject(auths) ? auths : {});
