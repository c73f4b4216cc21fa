import { isObject } from '../../core/is-object.ts';

/** What `registry-tokens` asks the window for, beside `forget`. */
export const runOperation = 'run';
/** Has the window ask again before any token of the workspace is given to a command. */
export const forgetOperation = 'forget';

/** A command that is to get tokens. All of it is what the program says of itself. */
export interface RunRequest {
  readonly command: readonly string[];
  readonly folder: string;
  /** Names of variables, each with the reference that it is to hold the token of. */
  readonly references: Readonly<Record<string, string>>;
  /** What a terminal shows that this window has opened for the variables itself. */
  readonly ticket?: string;
}

/** What a name of a variable may be for every shell. */
export const isVariable = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

export function readRequest(text: string): RunRequest | undefined {
  const value = parse(text);
  if (!isObject(value)) return undefined;
  const { command, folder, references, ticket } = value;
  if (!isTexts(command) || typeof folder !== 'string' || !isVariables(references)) return undefined;
  return { command, folder, references, ...(typeof ticket === 'string' ? { ticket } : {}) };
}

/** The variables in a window's answer. */
export function readVariables(text: string): Readonly<Record<string, string>> | undefined {
  const value = parse(text);
  return isVariables(value) ? value : undefined;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isVariables = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) &&
  Object.entries(value).every(([name, one]) => isVariable(name) && typeof one === 'string');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
