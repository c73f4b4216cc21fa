import type { Account } from '../../core/account.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { Values } from '../../core/values.ts';
import { textOf } from '../../core/values.ts';
import { visible } from '../../core/visible.ts';
import type { Decoded, DecodedJwt, Signed } from '../../jwt/decoded.ts';
import { isSigned, member } from '../../jwt/decoded.ts';
import type { Expected } from '../../jwt/findings.ts';
import { countKeys, isForEncryptionOnly, mostKeys } from '../../jwt/jwks.ts';
import { readKeyText } from '../../jwt/key-text.ts';
import type { KeyMaterial } from '../../jwt/of-secret.ts';
import { isSymmetric } from '../../jwt/verify.ts';
import { parseBaseUrl } from '../../net/http/url.ts';
import type { Remark } from '../../registries/contract/form.ts';
import type { KeySource } from '../../registries/contract/key-source.ts';
import { findKind } from '../../registries/kinds.ts';
import type { Services } from '../services.ts';
import type { PickRow } from '../wizard/pick-step.ts';
import type { Steps } from '../wizard/steps.ts';
import { askLine } from './ask-line.ts';
import { askExpected, expectedText } from './expected.ts';
import type { Shown } from './inspector.ts';
import { openKeyFile } from './key-file.ts';
import {
  isDiscovery,
  type KeyReader,
  keysAt,
  keysOfDocument,
  keysOfIssuer,
} from './key-servers.ts';

/** Keys that were chosen, and how to get hold of them. */
export interface KeyChoice {
  /** Why the keys would prove nothing about this token. */
  readonly refusal?: string;
  /** Whose keys they are, for messages. */
  readonly account?: Account;
  /** What the person expects the claims to say. */
  readonly expected?: Expected;
  /** Rejects with `RegistryError`. */
  readonly read: (signal: AbortSignal) => Promise<{
    readonly material: KeyMaterial;
    readonly origin: string;
    readonly skew: number | undefined;
  }>;
}

type Way = 'test' | 'issuer' | 'address' | 'paste' | 'file' | 'secret' | 'secretFile' | Account;

/** A step forward, the person's change of mind, or the end. */
type Chosen = KeyChoice | 'back' | undefined;

/** Lets the person choose what a signature is checked with. Nothing is read before that. */
export async function chooseKeys(shown: Shown, services: Services): Promise<KeyChoice | undefined> {
  let expected: Expected = {};
  for (;;) {
    const way = await services.steps.pick<Way | 'expect'>({
      frame: { title: title(), step: 1, totalSteps: 1 },
      placeholder: t('With which key?'),
      rows: [...ways(shown, services), expectRow(expected)],
    });
    if (way.kind !== 'value') return undefined;
    if (way.value === 'expect') {
      expected = (await askExpected(title(), expected, services.steps)) ?? expected;
      continue;
    }
    const chosen = await follow(way.value, shown, services);
    if (chosen !== 'back') return chosen && { ...chosen, expected };
  }
}

const title = (): string => t('Verify Signature');

const expectRow = (expected: Expected): PickRow<'expect'> => ({
  icon: 'checklist',
  label: t('Expected audience and issuer…'),
  detail: expectedText(expected) || t('Compared with the claims, in lines of their own'),
  value: 'expect',
});

function ways(shown: Shown, services: Services): PickRow<Way>[] {
  const secret: PickRow<Way> = {
    icon: 'lock',
    label: t('Shared secret…'),
    detail: t('Masked, and not kept'),
    value: 'secret',
  };
  if (isSymmetric(claim(outer(shown.decoded), 'header', 'alg'))) {
    const file: PickRow<Way> = {
      icon: 'file',
      label: t('Shared secret from a file…'),
      detail: t('Its whole content, without the line break at the end'),
      value: 'secretFile',
    };
    return [secret, file];
  }
  const issuer = issuerOf(shown.decoded);
  return [
    ...(shown.testKey === undefined
      ? []
      : [{ icon: 'beaker', label: t('Key of this test token'), value: 'test' as const }]),
    ...accountsWithKeys(shown, services).map((account) => ({
      icon: 'key',
      label: t('Keys of {0}', account.label),
      detail: account.url,
      value: account,
    })),
    {
      icon: 'globe',
      label: t('OpenID issuer…'),
      detail:
        issuer === undefined
          ? t('Finds the keys by discovery')
          : t('Finds the keys by discovery; the token names {0}', visible(issuer, 80)),
      value: 'issuer',
    },
    {
      icon: 'link',
      label: t('Address of a key set (JWKS)…'),
      detail: t('Any server that you trust to know the keys'),
      value: 'address',
    },
    {
      icon: 'edit',
      label: t('Paste a public key…'),
      detail: t('PEM, certificate, JWK or key set'),
      value: 'paste',
    },
    {
      icon: 'file',
      label: t('Public key from a file…'),
      detail: t('PEM, certificate, JWK or key set'),
      value: 'file',
    },
  ];
}

/** Accounts whose registry tells its keys; the token's own first. */
function accountsWithKeys({ account: own }: Shown, { vault }: Services): Account[] {
  const able = vault.accounts.list().filter(({ kind }) => findKind(kind)?.tellsKeys === true);
  return [...able.filter(({ id }) => id === own?.id), ...able.filter(({ id }) => id !== own?.id)];
}

async function follow(way: Way, shown: Shown, services: Services): Promise<Chosen> {
  switch (way) {
    case 'test':
      return given(JSON.stringify(shown.testKey?.publicJwk), t('the throw-away key made for it'));
    case 'issuer':
      return byIssuer(shown, services);
    case 'address':
      return byAddress(services);
    case 'paste':
      return byPaste(shown, services);
    case 'file':
      return byFile(shown, services);
    case 'secret':
      return bySecret(services);
    case 'secretFile':
      return bySecretFile(services);
    default:
      return {
        account: way,
        read: async (signal) => {
          const registry = await services.sessions.registry(way);
          return found(await registry.keys?.(signal, issuerOf(shown.decoded)));
        },
      };
  }
}

async function byIssuer({ decoded }: Shown, services: Services): Promise<Chosen> {
  const named = issuerOf(decoded);
  const issuer = await ask(
    t('The issuer’s address; its keys are found below it.'),
    // What the token says is a proposal; whoever presses Enter has seen it.
    named !== undefined && parseBaseUrl(named).type === 'ok' ? named : '',
    checkAddress,
    services.steps,
  );
  if (typeof issuer !== 'object') return issuer;
  const { value } = issuer;
  const read = async (signal: AbortSignal) =>
    found(await keysOfIssuer(value, await reader(services), signal));
  if (named === value) return { read };
  return {
    read,
    refusal: t('The token does not name the issuer {0}, so its keys prove nothing.', value),
  };
}

async function byAddress(services: Services): Promise<Chosen> {
  const address = await ask(
    t('The address of the key set (JWKS).'),
    '',
    checkAddress,
    services.steps,
  );
  if (typeof address !== 'object') return address;
  return {
    read: async (signal) => found(await keysAt(address.value, await reader(services), signal)),
  };
}

async function byPaste(shown: Shown, services: Services): Promise<Chosen> {
  const text = await ask(
    t('Paste the public key: PEM, certificate, JWK or key set.'),
    '',
    checkKey,
    services.steps,
  );
  return typeof text === 'object'
    ? givenKeys(text.value, t('the pasted text'), shown, services)
    : text;
}

/** Keys as they are, or those that a discovery document leads to. */
function givenKeys(
  text: string,
  origin: string,
  { decoded }: Shown,
  services: Services,
): KeyChoice {
  const document = discoveryIn(text);
  if (document === undefined) return given(text, origin);
  const issuer = textOf(document['issuer']) ?? '';
  const read = async (signal: AbortSignal) =>
    found(
      await keysOfDocument(document, { issuer, address: origin }, await reader(services), signal),
    );
  return issuerOf(decoded) === issuer
    ? { read }
    : {
        read,
        refusal: t(
          'The token does not name the issuer {0}, so its keys prove nothing.',
          visible(issuer, 200),
        ),
      };
}

/** The discovery document that a text is, with an issuer that can be asked. */
function discoveryIn(text: string): Values | undefined {
  if (!text.includes('"jwks_uri"')) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) && isDiscovery(json) && URL.canParse(textOf(json['issuer']) ?? '')
      ? json
      : undefined;
  } catch {
    return undefined;
  }
}

async function byFile(shown: Shown, services: Services): Promise<Chosen> {
  const file = await openKeyFile(title(), services);
  if (file === undefined) return 'back';
  const { bytes, name } = file;
  // A key or a certificate in DER begins as every SEQUENCE does.
  return bytes[0] === 0x30
    ? given(bytes.toString('base64'), name)
    : givenKeys(bytes.toString(), name, shown, services);
}

async function bySecretFile(services: Services): Promise<Chosen> {
  const file = await openKeyFile(title(), services);
  if (file === undefined) return 'back';
  const { bytes, name } = file;
  const material = { secret: new Secret(bytes.toString().replace(/\r?\n$/, '')) };
  return { read: () => Promise.resolve({ material, origin: name, skew: undefined }) };
}

async function bySecret({ steps }: Services): Promise<Chosen> {
  const entered = await steps.text({
    frame: { title: title(), step: 2, totalSteps: 2 },
    prompt: t('The shared secret: text, base64, hexadecimal or a JWK.'),
    value: '',
    secret: true,
    normalize: (text) => text,
    check: (text) => (text === '' ? error(t('Please enter the secret.')) : undefined),
  });
  if (entered.kind !== 'value') return entered.kind === 'back' ? 'back' : undefined;
  const material = { secret: new Secret(entered.value) };
  return {
    read: () => Promise.resolve({ material, origin: t('the text entered'), skew: undefined }),
  };
}

const ask = (
  prompt: string,
  value: string,
  check: (text: string) => Remark | undefined,
  steps: Steps,
) => askLine(title(), prompt, value, check, steps);

function checkAddress(text: string): Remark | undefined {
  const url = parseBaseUrl(text);
  if (!/^https?:\/\//i.test(text)) return error(t('The address must begin with https://.'));
  if (url.type === 'ok') return undefined;
  return error(
    url.type === 'plain-http' ? t('Keys that come over plain http prove nothing.') : url.message,
  );
}

function checkKey(text: string): Remark | undefined {
  if (discoveryIn(text) !== undefined || readKeyText(text) !== undefined) return undefined;
  if (countKeys(text) > mostKeys) {
    return error(
      t('There are {0} keys; sets of more than {1} are not read.', countKeys(text), mostKeys),
    );
  }
  if (isForEncryptionOnly(text)) {
    return error(t('These keys are for encryption only: no signature is checked with them.'));
  }
  return error(t('This is not a public key.'));
}

const error = (message: string): Remark => ({ severity: 'error', message });

const given = (keys: string, origin: string): KeyChoice => ({
  read: () => Promise.resolve({ material: { keys }, origin, skew: undefined }),
});

const found = (source: KeySource | undefined) => ({
  material: { keys: source?.keys },
  origin: source?.origin ?? '',
  skew: source?.skew,
});

const reader = async ({ sessions, clock }: Services): Promise<KeyReader> => ({
  http: await sessions.http(),
  clock,
});

/** The token that carries the signature in question. */
function outer(decoded: Decoded): Signed | undefined {
  return isSigned(decoded) ? decoded : undefined;
}

function issuerOf(decoded: Decoded): string | undefined {
  const issuer = decoded.kind === 'jwt' ? claim(decoded, 'claims', 'iss') : undefined;
  return typeof issuer === 'string' ? issuer : undefined;
}

function claim(
  decoded:
    { readonly header: DecodedJwt['header']; readonly claims?: DecodedJwt['claims'] } | undefined,
  place: 'header' | 'claims',
  name: string,
): unknown {
  const values = decoded?.[place]?.values;
  return values && member(values, name);
}
