import type { Reply } from '../http/message.ts';
import { demand } from './authorize.ts';
import { readFields } from './body.ts';
import type { Call, Drp } from './context.ts';
import { since } from './context.ts';
import { failure, reply } from './errors.ts';
import { map, string } from './go/decode.ts';
import { parseInteger } from './go/numbers.ts';

const LOG_LEVELS = ['debugBootEnv', 'debugDhcp', 'debugFrontend', 'debugPlugins', 'debugRenderer'];
const TIMEOUTS = ['knownTokenTimeout', 'unknownTokenTimeout'];

/**
 * `GET /prefs`. From 3.9 on no right is needed: the server asks for one of the scope `prefs`, which
 * does not exist, and the keys of all tokens are among the answers (docs/registries/drp.md §8).
 */
export function getPrefs(call: Call): Reply {
  demand(call, 'prefs', 'list', '');
  return reply(200, prefsOf(call.drp));
}

export function prefsOf(drp: Drp): Record<string, string> {
  const isOld = !since(drp, '3.6');
  return {
    ...Object.fromEntries(
      LOG_LEVELS.map((name) => [name, isOld ? (name === 'debugFrontend' ? '1' : '0') : 'warn']),
    ),
    ...(isOld ? {} : { logLevel: 'warn' }),
    defaultBootEnv: 'local',
    defaultStage: 'none',
    unknownBootEnv: 'ignore',
    knownTokenTimeout: '3600',
    unknownTokenTimeout: '600',
    ...Object.fromEntries(drp.world.prefs),
  };
}

export function setPrefs(call: Call): Reply {
  const { world } = call.drp;
  const sent = readFields(call, map('map[string]string', string), {}) as Record<string, string>;
  const problems: string[] = [];
  for (const [name, value] of Object.entries(sent)) {
    if (!(name in prefsOf(call.drp)) && name !== 'defaultWorkflow') {
      problems.push(`Unknown Preference ${name}`);
      continue;
    }
    demand(call, 'prefs', 'post', name);
    if (name === 'baseTokenSecret' && value.length !== 32) {
      problems.push(`${name}: Must be 32 bytes long`);
    }
    const number = TIMEOUTS.includes(name) ? parseInteger(value, 'Atoi') : 0n;
    if (typeof number === 'string') problems.push(`${name}: ${number}`);
  }
  if (problems.length > 0) throw failure(400, 'POST', problems, 'prefs');
  for (const [name, value] of Object.entries(sent)) world.prefs.set(name, value);
  return reply(201, prefsOf(call.drp));
}
