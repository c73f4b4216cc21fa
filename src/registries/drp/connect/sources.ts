import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { parseBaseUrl } from '../../../net/http/url.ts';
import type { FoundAccount } from '../../contract/found-account.ts';
import type { Detail } from '../../contract/item.ts';
import type { Machine } from '../../contract/machine.ts';
import { baseUrl } from './connect-form.ts';

/** The settings of drpcli that say where and who (docs/registries/drp.md §1). */
const drpcliNames = [
  'RS_ENDPOINT',
  'RS_ENDPOINTS',
  'RS_KEY',
  'RS_USERNAME',
  'RS_PASSWORD',
  'RS_TOKEN',
] as const;
type Name = (typeof drpcliNames)[number];

const drpcliFile = '.drpclirc';

/** A setting with where it stands. */
interface Setting {
  readonly value: string;
  readonly name: Name;
  readonly inFile: boolean;
}
type Settings = Partial<Record<Name, Setting>>;

/**
 * What drpcli on this machine would use: the file beats the environment, `RS_ENDPOINT` beats
 * `RS_ENDPOINTS`, and a token beats a password. One account for each endpoint.
 */
export async function sources(machine: Machine): Promise<readonly FoundAccount[]> {
  const settings = merge(machine.variables, await machine.read(drpcliFile));
  const signIn = signInOf(settings);
  const endpoints = endpointsOf(settings, signIn !== undefined);
  return endpoints.map(({ url, setting }) => found(url, setting, settings, signIn));
}

/**
 * `NAME=value` lines, without quotes and `export`, as the tool reads them; `RS_ENDPOINTS` counts in
 * the environment only.
 */
function merge(variables: Machine['variables'], file: string | undefined): Settings {
  const settings: Settings = {};
  for (const name of drpcliNames) {
    const value = variables[name];
    // These two count in the file only.
    const fromFileOnly = name === 'RS_USERNAME' || name === 'RS_PASSWORD';
    if (value !== undefined && value !== '' && !fromFileOnly) {
      settings[name] = { value, name, inFile: false };
    }
  }
  for (const line of file?.split(/\r?\n/) ?? []) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(line.trim()) ?? [];
    const name = drpcliNames.find((known) => known === key);
    if (name === undefined || value === '' || name === 'RS_ENDPOINTS') continue;
    const setting: Setting = { value, name, inFile: true };
    if (name === 'RS_KEY') {
      if (keyOf({ RS_KEY: setting }) === undefined) continue;
      // The last one wins: a key stands for both, and each of them for its half of it.
      delete settings.RS_USERNAME;
      delete settings.RS_PASSWORD;
    }
    settings[name] = setting;
  }
  return settings;
}

interface FoundSignIn {
  readonly user: string | undefined;
  readonly userFrom: Setting | undefined;
  readonly secretFrom: Setting;
  readonly secret: Readonly<Record<'password', Secret>> | Readonly<Record<'token', Secret>>;
}

function signInOf(settings: Settings): FoundSignIn | undefined {
  const { RS_TOKEN: token, RS_PASSWORD: password, RS_USERNAME: userName } = settings;
  const key = keyOf(settings);
  const userFrom = userName ?? key?.setting;
  const user = userName?.value ?? key?.user;
  if (token !== undefined) {
    return { user, userFrom, secretFrom: token, secret: { token: new Secret(token.value) } };
  }
  if (password !== undefined && user !== undefined) {
    const secret = { password: new Secret(password.value) };
    return { user, userFrom, secretFrom: password, secret };
  }
  if (key === undefined) return undefined;
  return {
    user,
    userFrom,
    secretFrom: key.setting,
    secret: { password: key.password },
  };
}

/** `user:password`, parted at the first colon; with an empty part it counts for nothing. */
function keyOf({ RS_KEY: setting }: Settings) {
  const [, user, password] = /^([^:]+):(.+)$/.exec(setting?.value ?? '') ?? [];
  return setting === undefined || user === undefined || password === undefined
    ? undefined
    : { setting, user, password: new Secret(password) };
}

function endpointsOf(
  { RS_ENDPOINT: one, RS_ENDPOINTS: many }: Settings,
  hasSignIn: boolean,
): readonly { readonly url: string; readonly setting: Setting | undefined }[] {
  const setting = one ?? many;
  if (setting === undefined) {
    return hasSignIn ? [{ url: 'https://127.0.0.1:8092', setting }] : [];
  }
  return (
    setting.value
      .split(/\s+/)
      // drpcli takes quotes for part of the address, which leads nowhere.
      .filter((text) => !/["']/.test(text) && parseBaseUrl(text).type !== 'problem')
      .map((text) => ({ url: baseUrl(text), setting }))
  );
}

function found(
  url: string,
  endpoint: Setting | undefined,
  settings: Settings,
  signIn: FoundSignIn | undefined,
): FoundAccount {
  const used = [endpoint, signIn?.userFrom, signIn?.secretFrom].filter((one) => one !== undefined);
  const { host } = new URL(url);
  const user = signIn?.user;
  const isToken = signIn !== undefined && 'token' in signIn.secret;
  return {
    source: sourceOf(used),
    label: user === undefined ? host : `${user}@${host}`,
    hasSignIn: signIn !== undefined,
    values: {
      url,
      ...(user === undefined ? {} : { user }),
      ...(signIn === undefined ? {} : { method: isToken ? 'token' : 'password', ...signIn.secret }),
    },
    preview: [
      line(t('Address'), url, endpoint ?? t('the usual one of drpcli')),
      ...(user === undefined ? [] : [line(t('User'), user, signIn?.userFrom)]),
      signIn === undefined
        ? { label: t('Sign-in'), value: t('none, you are asked for it') }
        : line(t('Sign-in'), isToken ? t('a token') : t('a password'), signIn.secretFrom),
      ...hidden(settings, used),
    ],
  };
}

function line(label: string, value: string, from: Setting | string | undefined): Detail {
  const place = typeof from === 'string' ? from : from === undefined ? '' : placeOf(from);
  return { label, value: place === '' ? value : t('{0} — {1}', value, place) };
}

/** Settings that are there and lose against others. */
function hidden(settings: Settings, used: readonly Setting[]): readonly Detail[] {
  const unused = Object.values(settings).filter((setting) => !used.includes(setting));
  return unused.length === 0
    ? []
    : [{ label: t('Not used'), value: unused.map(({ name }) => name).join(', ') }];
}

const placeOf = ({ name, inFile }: Setting): string =>
  inFile ? t('{0} in ~/{1}', name, drpcliFile) : t('the variable {0}', name);

function sourceOf(used: readonly Setting[]): string {
  const files = used.some(({ inFile }) => inFile) ? [`~/${drpcliFile}`] : [];
  const variables = used.filter(({ inFile }) => !inFile).map(({ name }) => name);
  return [...new Set([...files, ...variables])].join(', ');
}
