import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { duplicateMember } from './duplicates.ts';
import { changeText, findText } from './text-file.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a program's configuration; one that is not there is empty. Rejects with `invalid-input`. */
export async function readJson(file: string, home: string): Promise<JsonObject> {
  return parse((await findText(file, home)).text ?? '', file);
}

/**
 * Changes a configuration that other programs write, too: in one step, with every other member, the
 * order, the indent and the mode as they were, and anew if it was written meanwhile. What cannot be
 * changed without loss is left as it is: rejects with `invalid-input` or `unsupported`.
 *
 * @param home a link is followed to files of this folder and of the configuration's own only
 * @param change gives the new members, or the same object to leave the file alone
 * @param isPrivate nobody but its owner may read the file from then on
 */
export async function changeJson(
  file: string,
  home: string,
  change: (json: JsonObject) => JsonObject,
  isPrivate = false,
): Promise<void> {
  const changed = (text: string | undefined): string | undefined => {
    const before = parse(text ?? '', file);
    const json = change(before);
    if (json === before) return undefined;
    return `${JSON.stringify(json, undefined, indentOf(text))}${endOf(text)}`;
  };
  await changeText(file, home, changed, isPrivate);
}

function parse(text: string, file: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch {
    // The parser's own message quotes the text, in which credentials may stand.
  }
  if (!isObject(json)) {
    throw new RegistryError(
      'invalid-input',
      t('{0} is not JSON. Repair it first: nothing was changed.', file),
      { repair: null },
    );
  }
  const twice = duplicateMember(text);
  if (twice !== undefined) {
    throw new RegistryError(
      'invalid-input',
      t('{0} has “{1}” twice. Remove one of them first: nothing was changed.', file, twice),
      { repair: null },
    );
  }
  return json;
}

/** Docker writes tabs, people write spaces. */
const indentOf = (text = ''): string => /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '\t';
const endOf = (text = '\n'): string => (text.endsWith('\n') ? '\n' : '');
