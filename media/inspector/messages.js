// @ts-check

/** @typedef {import('../../src/ui/inspector/protocol.ts').ToPage} ToPage */

/**
 * Reads what the extension sent; `undefined` for anything that it would not send. The extension
 * builds these from its own types, so the outlines are looked at here, and all texts are text.
 *
 * @param {unknown} value
 * @returns {ToPage | undefined}
 */
export function readMessage(value) {
  if (!isObject(value)) return undefined;
  const { type, serial, page, quiet, moment, signature, text } = value;
  switch (type) {
    case 'page':
      return typeof serial === 'number' && typeof quiet === 'boolean' && isPage(page)
        ? /** @type {ToPage} */ (value)
        : undefined;
    case 'update':
      return isMoment(moment) && isSignature(signature) ? /** @type {ToPage} */ (value) : undefined;
    case 'say':
      return typeof text === 'string' ? /** @type {ToPage} */ (value) : undefined;
    default:
      return undefined;
  }
}

/** @param {unknown} page */
function isPage(page) {
  if (!isObject(page) || typeof page['title'] !== 'string' || !isObject(page['words']))
    return false;
  const { kind, moment, signature, buttons, badges, tables, left, right } = page;
  if (!isList(tables) || !tables.every((table) => isObject(table) && isList(table['rows']))) {
    return false;
  }
  if (kind === 'compare') return isObject(left) && isObject(right);
  return (
    kind === 'token' &&
    isMoment(moment) &&
    isSignature(signature) &&
    isList(buttons) &&
    isList(badges)
  );
}

/** @param {unknown} moment */
function isMoment(moment) {
  if (!isObject(moment) || typeof moment['summary'] !== 'string') return false;
  const { warnings, life, relative } = moment;
  const isLife = life === null || (isObject(life) && isList(life['marks']));
  return isList(warnings) && isLife && isObject(relative);
}

/** @param {unknown} signature */
const isSignature = (signature) =>
  signature === null || (isObject(signature) && isList(signature['findings']));

/** @param {unknown} value @returns {value is unknown[]} */
const isList = (value) => Array.isArray(value);

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !isList(value);
