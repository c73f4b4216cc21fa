import { stat } from 'node:fs/promises';
import { RegistryError } from '../../../core/errors.ts';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { isInside } from '../../../programs/untrusted-paths.ts';
import { configFile } from '../../docker/config.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { eraseWithHelper, getFromHelper, storeWithHelper } from '../../docker/helper.ts';
import { helperName } from '../../helper/names.ts';
import { dockerProgram, login as loginPlace, loginFacts } from '../../places/login.ts';
import { type FileLogin, readAuthFile } from '../auth-file.ts';
import { loginFiles } from '../files.ts';
import { changeJson, type JsonObject, readJson } from '../json-file.ts';
import type { Found, LoginTool, StoredLogin } from './tool.ts';

/** Docker and the programs that keep logins in its form, `auths` by host. */
export const authTools: readonly LoginTool[] = [
  {
    id: 'docker',
    name: () => dockerProgram,
    files: (around: DockerEnvironment) => [configFile(around)],
  },
  ...loginFiles.map(({ id, programs, read, write }) => ({
    id,
    name: programs,
    files: (around: DockerEnvironment) => [...new Set([write(around), ...read(around)])],
  })),
].map(({ id, name, files }) => ({
  id,
  name,
  find: async (environment) => {
    const found: Found[] = [];
    try {
      for (const file of files(environment))
        found.push(await findIn({ id, name }, file, environment));
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      found.push({ logins: [], faults: [error.message] });
    }
    return {
      logins: found.flatMap(({ logins }) => logins),
      faults: found.flatMap(({ faults }) => faults),
    };
  },
}));

async function findIn(
  tool: Pick<LoginTool, 'id' | 'name'>,
  file: string,
  environment: DockerEnvironment,
): Promise<Found> {
  const info = await stat(file).catch(() => undefined);
  if (info === undefined || isInside(file, environment.untrusted))
    return { logins: [], faults: [] };
  const json = await readJson(file, environment.home);
  const auths = isObject(json['auths']) ? json['auths'] : {};
  const logins = readAuthFile(JSON.stringify({ auths })) ?? [];
  const isOpen = environment.platform !== 'win32' && (info.mode & 0o077) !== 0;
  const at = { tool, file, json, isOpen, environment };
  return {
    logins: [
      ...logins.map((login) => stored(login, at)),
      ...Object.keys(helpersIn(json))
        .filter((host) => !Object.hasOwn(auths, host))
        .map((host) => stored({ host, use: 'password' }, at)),
    ],
    faults: [],
  };
}

interface At {
  readonly tool: Pick<LoginTool, 'id' | 'name'>;
  readonly file: string;
  readonly json: JsonObject;
  readonly isOpen: boolean;
  readonly environment: DockerEnvironment;
}

function stored({ host, userName, secret }: FileLogin, at: At): StoredLogin {
  const { tool, file, json, isOpen } = at;
  const helper = helperFor(json, host);
  const common = {
    id: `${tool.id} ${file} ${host}`,
    host,
    place: file,
    remembered: { kind: loginPlace, facts: loginFacts(tool.name(), host) },
    isForImages: true,
  };
  if (helper === helperName) return { ...common, elsewhere: t('served by this editor') };
  if (helper !== undefined) return { ...common, ...keptBy(helper, host, at) };
  return {
    ...common,
    isOpen,
    ...(userName === undefined ? {} : { userName }),
    ...(secret === undefined ? {} : { secret }),
    put: (user, token) => changeEntry(at, host, { auth: encode(`${user}:${token.reveal()}`) }),
    remove: () => changeEntry(at, host, undefined),
  };
}

/** A login that a credential helper keeps; it is asked for it only when it is to be checked. */
const keptBy = (
  helper: string,
  host: string,
  at: At,
): Pick<StoredLogin, 'elsewhere' | 'fetch' | 'put' | 'remove'> => ({
  elsewhere: t('in the credential store “{0}”', helper),
  fetch: (signal) => getFromHelper(helper, host, at.environment, signal),
  put: (user, secret, signal) =>
    storeWithHelper(helper, { host, user, secret }, at.environment, signal),
  remove: async (signal) => {
    await eraseWithHelper(helper, host, at.environment, signal);
    await changeEntry(at, host, undefined);
  },
});

/** Changes the entry that was found; one that has changed since is somebody else's by now. */
async function changeEntry(
  { file, json: found, environment }: At,
  host: string,
  entry: JsonObject | undefined,
): Promise<void> {
  await changeJson(file, environment.home, (json) => {
    const auths = authsIn(json);
    if (JSON.stringify(auths[host]) !== JSON.stringify(authsIn(found)[host])) {
      throw new RegistryError(
        'conflict',
        t('{0} was changed meanwhile. Check the logins again.', file),
        {
          repair: null,
        },
      );
    }
    if (entry === undefined && auths[host] === undefined) return json;
    const others = Object.entries(auths).filter(([key]) => entry !== undefined || key !== host);
    const changed = entry === undefined ? {} : { [host]: entry };
    return { ...json, auths: { ...Object.fromEntries(others), ...changed } };
  });
}

function helperFor(json: JsonObject, host: string): string | undefined {
  const own = helpersIn(json)[host] ?? json['credsStore'];
  return typeof own === 'string' && own !== '' ? own : undefined;
}

const helpersIn = ({ credHelpers }: JsonObject): JsonObject =>
  isObject(credHelpers) ? credHelpers : {};
const authsIn = ({ auths }: JsonObject): JsonObject => (isObject(auths) ? auths : {});
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
