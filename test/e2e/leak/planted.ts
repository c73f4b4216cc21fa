import { readFile } from 'node:fs/promises';
import { isObject } from '../../../src/core/is-object.ts';
import type { DrpSandbox } from '../../sandbox/drp/drp.ts';
import type { JfrogSandbox } from '../../sandbox/jfrog/jfrog.ts';
import type { QuaySandbox } from '../../sandbox/quay/quay.ts';
import type { RokSandbox } from '../../sandbox/rok/rok.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** A secret, or what of it is hard to guess, and how it is called in a report. */
export type Planted = readonly [name: string, secret: string];

/** What stands in the place of a token where a server is asked for its refusal. */
const madeUp = 'registry-tokens-probe';

/** Of long lists the ends: what is in between is never handed out. */
const ends = 30;

/** Every secret of the four registries that the extension may have met by now. */
export async function plantedIn(sandbox: Sandbox): Promise<Planted[]> {
  return [
    ...ofQuay(sandbox.quay),
    ...ofJfrog(sandbox.jfrog),
    ...ofDrp('drp', sandbox.drp),
    ...ofDrp('drp4', sandbox.drp4),
    ...(await ofRok(sandbox.rok)),
    ...sandbox.recorder
      .authorizations()
      .map(credentials)
      .filter(([, secret]) => secret !== madeUp),
  ];
}

function ofQuay({ world }: QuaySandbox): Planted[] {
  return [
    ...[...world.apiTokens.values()].map(({ id, secret }) => [`API token ${id}`, secret] as const),
    ...some(world.robots).map(([name, { token }]) => [`token of ${name}`, token] as const),
    ...some(world.appTokens).map(([, { title, code }]) => [`app token ${title}`, code] as const),
    ...some(world.users).map(([name, user]) => [`password of ${name}`, user.password] as const),
  ];
}

function ofJfrog({ world }: JfrogSandbox): Planted[] {
  const users = some(world.users).map(
    ([name, { password }]) => [`password of ${name}`, password] as const,
  );
  const tokens = some(world.tokens).flatMap(([id, token]): Planted[] => [
    [`token ${id}`, world.jwt(token)],
    ...(token.refresh === undefined ? [] : ([[`refresh token of ${id}`, token.refresh]] as const)),
    // Base64 of a fixed beginning, the end, and what is drawn.
    ...(token.reference === undefined
      ? []
      : ([[`reference token of ${id}`, token.reference.slice(28)]] as const)),
  ]);
  return [...users, ...tokens];
}

function ofDrp(server: string, { world, password }: DrpSandbox): Planted[] {
  return [
    [`password of ${server}`, password],
    ...some(world.users).map(([name, user]) => [`secret of ${name}`, user.secret] as const),
    ...some(world.tokens).map(([token, { user }]) => [`token of ${user}`, token] as const),
  ];
}

async function ofRok({ world, kube, kubeconfig }: RokSandbox): Promise<Planted[]> {
  const config: unknown = JSON.parse(await readFile(kubeconfig, 'utf8'));
  const users: unknown = isObject(config) ? config['users'] : [];
  const keys = (users as readonly { readonly user: Readonly<Record<string, string>> }[])
    .map(({ user }) => Buffer.from(user['client-key-data'] ?? '', 'base64').toString())
    .flatMap((pem) =>
      pem
        .split('\n')
        .filter((line) => /^[\w+/=]{60,}$/.test(line))
        .slice(1),
    );
  return [
    ['bearer token of the cluster', kube.token],
    ...keys.map((line) => ['client key', line] as const),
    ...world.tokens.map(({ uuid, secret }) => [`token ${uuid}`, secret] as const),
  ];
}

/** What arrived at a server, taken apart. */
function credentials(value: string, index: number): Planted {
  const [scheme = '', text = ''] = value.split(' ');
  if (scheme.toLowerCase() !== 'basic') return [`credentials ${index}`, text];
  const pair = Buffer.from(text, 'base64').toString();
  return [`credentials ${index}`, pair.slice(pair.indexOf(':') + 1)];
}

function some<Value>(all: ReadonlyMap<string, Value>): [string, Value][] {
  const entries = [...all];
  return entries.length <= 2 * ends
    ? entries
    : [...entries.slice(0, ends), ...entries.slice(-ends)];
}
