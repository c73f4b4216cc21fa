import assert from 'node:assert/strict';

/** What of a text is no word to who hears it. */
const unspeakable: readonly (readonly [what: string, found: RegExp])[] = [
  ['an icon by its id', /\$\(/],
  ['what a program calls nothing', /\b(?:undefined|null|NaN)\b|\[object/],
  ['what turns or hides text', /[\p{Bidi_Control}\p{Cc}\u{200b}\u{feff}]/u],
  ['an empty part', /^\s*[,·]|[,·]\s*[,·]|[,·]\s*$/],
  ['a word twice', /(?<![\p{L}\p{N}])(\p{L}+) \1(?![\p{L}\p{N}])/iu],
  ['an arrow or a dash for a word', /(?:^|\s)[›»→–—-](?:\s|$)/],
];

/**
 * What is wrong with texts that are read aloud one behind another, the name first: the name may be
 * whatever somebody called it, and the rest is words.
 */
export function faultsAloud(texts: readonly string[]): readonly string[] {
  const [name = '', ...rest] = texts;
  const parts = rest.flatMap((text) => text.split(/, | · /));
  const faults = unspeakable.flatMap(([what, found]) =>
    texts.some((text) => found.test(text)) ? [what] : [],
  );
  return [
    ...(name.trim() === '' ? ['no name'] : []),
    ...faults,
    ...(parts.some((part) => /^[\d.,\s]+$/.test(part)) ? ['a number of nothing'] : []),
    ...(new Set([name, ...parts]).size <= parts.length ? ['the same part twice'] : []),
    ...(parts[0] !== undefined && name.toLowerCase().endsWith(` ${parts[0].toLowerCase()}`)
      ? ['what the name says']
      : []),
  ];
}

/** Fails unless texts are heard as words. */
export function readsAloud(texts: readonly string[]): void {
  assert.deepEqual(faultsAloud(texts), [], `heard: ${texts.join(', ')}`);
}
