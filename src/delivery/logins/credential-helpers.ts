import { isObject } from '../../core/is-object.ts';
import { helperName } from '../helper/names.ts';
import { changeJson, type JsonObject, readJson } from './json-file.ts';

/**
 * The helper that a configuration names for a host alone (`credHelpers`); the one for all hosts,
 * `credsStore`, is no matter of ours.
 */
export async function helperOf(
  file: string,
  host: string,
  home: string,
): Promise<string | undefined> {
  const name = helpersIn(await readJson(file, home))[host];
  return typeof name === 'string' ? name : undefined;
}

/** Sends a host's clients to our helper. The host's entry is the only thing that changes. */
export async function putHelper(file: string, host: string, home: string): Promise<void> {
  await changeJson(file, home, (json) =>
    helpersIn(json)[host] === helperName ? json : withHelper(json, host, helperName),
  );
}

/**
 * Takes our entry of a host out, and puts back the one that stood there before. An entry that names
 * another helper by now is somebody else's and stays.
 */
export async function removeHelper(
  file: string,
  host: string,
  former: string | undefined,
  home: string,
): Promise<void> {
  await changeJson(file, home, (json) =>
    helpersIn(json)[host] === helperName ? withHelper(json, host, former) : json,
  );
}

const helpersIn = ({ credHelpers }: JsonObject): JsonObject =>
  isObject(credHelpers) ? credHelpers : {};

function withHelper(json: JsonObject, host: string, name: string | undefined): JsonObject {
  const helpers = new Map(Object.entries(helpersIn(json)));
  if (name === undefined) helpers.delete(host);
  else helpers.set(host, name);
  if (helpers.size > 0) return { ...json, credHelpers: Object.fromEntries(helpers) };
  return Object.fromEntries(Object.entries(json).filter(([member]) => member !== 'credHelpers'));
}
