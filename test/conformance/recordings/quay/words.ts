import type { ApiToken } from '../../../sandbox/quay/model.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { FEDERATED_ISSUER_WORD } from './shapes.ts';

/** An app token of the run, by title. */
interface AppToken {
  readonly uuid: string;
  readonly code: string;
}

/** What stands for the words of the recording in this run; lines add to it (`save`). */
export interface Words {
  /** Whatever earlier lines kept. */
  readonly saved: Record<string, string | undefined>;
  /** Tokens by full robot name. */
  readonly robots: Record<string, string>;
  readonly app: Record<string, AppToken>;
}

/** The words that the world of a fresh sandbox gives. */
export function wordsOf({ quay }: Sandbox): Words {
  const { robots, appTokens } = quay.world;
  return {
    saved: {},
    robots: Object.fromEntries([...robots].map(([name, robot]) => [name, robot.token])),
    app: Object.fromEntries(
      [...appTokens.values()].map(({ title, uuid, code }) => [title, { uuid, code }]),
    ),
  };
}

/**
 * The text that this run sends for one of a line.
 * @throws when nothing is known that its `{…}` stands for
 */
export function spell(
  text: string,
  words: Words,
  sandbox: Sandbox,
  idTokens: readonly string[],
): string {
  return text.replace(/\{(\w+)(?::([^}]*))?\}/g, (word, kind: string, name = '') => {
    const known = lookUp(kind, name as string, words, sandbox, idTokens);
    if (known === undefined) {
      throw new Error(`nothing is known as ${word}`);
    }
    return known;
  });
}

function lookUp(
  kind: string,
  name: string,
  words: Words,
  { quay, oidc }: Sandbox,
  idTokens: readonly string[],
): string | undefined {
  const tokens = new Map(Object.entries<ApiToken>({ ...quay.tokens }));
  switch (kind) {
    case 'token':
      return tokens.get(name)?.secret;
    case 'tokenUuid':
      return tokens.get(name)?.uuid;
    case 'robot':
      return words.robots[name];
    case 'appUuid':
      return words.app[name]?.uuid;
    case 'appCode':
      return words.app[name]?.code;
    case 'saved':
      return words.saved[name];
    case 'password':
      return quay.world.users.get(name)?.password;
    case 'clientId':
      return quay.tokens.full.clientId;
    case 'issuer':
      return oidc.issuer;
    case 'idToken':
      return idTokens[Number(name)];
    case 'idTokenBroken':
      return idTokens[Number(name)]?.replace(/.{10}$/, 'AAAAAAAAAA');
    default:
      return undefined;
  }
}

/** The words to put back for what this run's values are, longest values first. */
export function wordsBack(
  words: Words,
  { quay, oidc }: Sandbox,
): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [
    [quay.tokens.full.clientId, 'CLIENTID'],
    [oidc.issuer, FEDERATED_ISSUER_WORD],
    [quay.hostname, 'H'],
    ...Object.entries(words.robots).map(([name, token]) => [token, `ROBOTTOKEN(${name})`] as const),
    ...Object.entries(words.app).flatMap(([title, { uuid, code }]) => [
      [uuid, `APPUUID(${title})`] as const,
      [code, `APPCODE(${title})`] as const,
    ]),
    ...Object.entries<ApiToken>({ ...quay.tokens }).map(
      ([name, { uuid }]) => [uuid, `UUID(${name})`] as const,
    ),
  ];
  return pairs.sort(([one], [other]) => other.length - one.length);
}
