import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { frozenClock } from '../../../sandbox/clock.ts';
import { send } from '../../../sandbox/client.ts';
import type { Answer, Call } from '../../../sandbox/client.ts';
import { startDrp } from '../../../sandbox/drp/drp.ts';
import type { DrpSandbox } from '../../../sandbox/drp/drp.ts';
import { addFactory } from '../../../sandbox/drp/fixture.ts';
import type { DrpSettings } from '../../../sandbox/drp/settings.ts';
import { Recorder } from '../../../sandbox/http/recorder.ts';
import { Random } from '../../../sandbox/random.ts';

/** `world.json`: what the servers had beforehand. */
interface RecordedWorld {
  readonly admin: { readonly name: string; readonly password: string };
  /** Lines of claims, such as `machines get,list *`. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly users: Readonly<Record<string, RecordedUser>>;
}

interface RecordedUser {
  readonly roles: readonly string[];
  readonly pw: string;
  readonly desc?: string;
  readonly meta?: Readonly<Record<string, string>>;
}

/** A double with the recorded world, and the bearers of its users. */
export interface Stand {
  readonly drp: DrpSandbox;
  readonly tokens: ReadonlyMap<string, string>;
}

/** Sets a double up as the recorded servers were: through the API, as far as that version lets one. */
export async function setUp(settings: Pick<DrpSettings, 'version' | 'license'>): Promise<Stand> {
  const file = new URL('../../../recordings/drp/world.json', import.meta.url);
  const { admin, roles, users } = JSON.parse(await readFile(file, 'utf8')) as RecordedWorld;
  const drp = await startDrp({
    clock: frozenClock(Date.UTC(2026, 10, 26)),
    random: new Random(),
    recorder: new Recorder(),
    manyUsers: 0,
    populate: (world) => {
      addFactory(world, admin.password);
    },
    // Nobody stamped the servers that were built.
    settings: { ...settings, build: '-NotSet' },
  });
  const call = (method: string, path: string, more: Call = {}): Promise<Answer> =>
    send(`${drp.url}/api/v3${path}`, {
      ca: drp.certificate,
      basic: `${admin.name}:${admin.password}`,
      method,
      ...more,
    });
  for (const [name, claims] of Object.entries(roles)) {
    // Refused without a license, and unknown before 3.9: the recorded servers had none then.
    await call('POST', '/roles', { json: roleOf(name, claims) });
  }
  for (const [name, { roles: own, pw, desc = '', meta = {} }] of Object.entries(users)) {
    const user = { Name: name, Description: desc, Roles: own, Meta: meta };
    assert.equal((await call('POST', '/users', { json: user })).status, 201);
    await call('PUT', `/users/${encodeURIComponent(name)}/password`, { json: { Password: pw } });
  }
  const tokens = new Map<string, string>();
  const mint = async (key: string, name: string, password: string, query = ''): Promise<void> => {
    const path = `/users/${encodeURIComponent(name)}/token${query}`;
    const answer = await call('GET', path, { basic: `${name}:${password}` });
    tokens.set(key, (answer.json() as { Token: string }).Token);
  };
  for (const [name, { pw }] of Object.entries(users)) await mint(name, name, pw);
  await mint(admin.name, admin.name, admin.password);
  await mint('expired', admin.name, admin.password, '?ttl=-5');
  return { drp, tokens };
}

function roleOf(name: string, lines: readonly string[]): object {
  const claims = lines.map((line) => {
    const [scope, action, specific] = line.split(' ');
    return { scope, action, specific };
  });
  return { Name: name, Description: `The role ${name} of the sandbox`, Claims: claims };
}
