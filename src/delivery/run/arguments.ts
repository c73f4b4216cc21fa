import { parseEnv } from 'node:util';
import { readReference, referencePrefix } from './reference.ts';
import { isVariable } from './request.ts';

/** What stands on the command line of `registry-tokens run`. */
export interface RunArguments {
  readonly command: readonly string[];
  /** Variables with a text of their own, as files have them. */
  readonly plain: Readonly<Record<string, string>>;
  /** Variables that are to hold a token, with its reference. */
  readonly references: Readonly<Record<string, string>>;
  readonly ticket?: string;
}

export const usage = `registry-tokens gives tokens of the editor to one command.

  registry-tokens run --env NAME=account/subject [--env …] -- command …
  registry-tokens run --env-file .env -- command …
      Lines of the file may hold registry-tokens://account/subject in place of a secret.
  registry-tokens forget
      Has the editor ask again before this workspace's commands get a token.`;

/**
 * Reads the arguments after `run`. The last value of a variable counts, and one of the command line
 * more than one of a file. Throws an `Error` with a sentence for the person.
 *
 * @param readFile reads a file of variables; what it throws is told
 */
export function readArguments(
  args: readonly string[],
  readFile: (file: string) => string,
): RunArguments {
  const end = args.indexOf('--');
  const command = args.slice(end + 1);
  if (end < 0 || command.length === 0) {
    throw new Error(`The command is missing, which stands behind --.\n\n${usage}`);
  }
  const { named, files, ticket } = optionsOf(args.slice(0, end));
  const values = new Map<string, string>();
  for (const file of files) {
    for (const [name, value] of Object.entries(variablesIn(file, readFile)))
      values.set(name, value);
  }
  const plain = new Map([...values].filter(([, value]) => !value.startsWith(referencePrefix)));
  const references = new Map([...values].filter(([name]) => !plain.has(name)));
  for (const [name, reference] of named) {
    plain.delete(name);
    references.set(name, reference);
  }
  for (const [name, reference] of references) {
    if (readReference(reference) !== undefined) continue;
    throw new Error(`The value of ${name} is no reference like ${referencePrefix}account/subject.`);
  }
  return {
    command,
    plain: Object.fromEntries(plain),
    references: Object.fromEntries(references),
    ...(ticket === undefined ? {} : { ticket }),
  };
}

function optionsOf(args: readonly string[]) {
  const named: [name: string, reference: string][] = [];
  const files: string[] = [];
  let ticket: string | undefined;
  const rest = [...args];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    const [option = '', ...joined] = next.split('=');
    const value = joined.length > 0 ? joined.join('=') : rest.shift();
    if (value === undefined || !['--env', '--env-file', '--ticket'].includes(option)) {
      throw new Error(`${next} is not understood here.\n\n${usage}`);
    }
    if (option === '--ticket') ticket = value;
    else if (option === '--env-file') files.push(value);
    else {
      const [, name, reference] = /^([^=]*)=(.*)$/s.exec(value) ?? [];
      if (name === undefined || reference === undefined || !isVariable(name)) {
        throw new Error(`--env wants NAME=account/subject, and got ${value}.`);
      }
      named.push([name, reference]);
    }
  }
  return { named, files, ticket };
}

function variablesIn(
  file: string,
  readFile: (file: string) => string,
): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    throw new Error(`${file} cannot be read.`, { cause: error });
  }
  const variables = parseEnv(text);
  for (const name of Object.keys(variables)) {
    // In a file of another sort, what stands before a sign of equality can be anything.
    if (!isVariable(name)) throw new Error(`${file} is no file of variables (NAME=value).`);
  }
  return variables as Readonly<Record<string, string>>;
}
