import { CORE_SCHEMA, loadAll, mergeTag } from 'js-yaml';

/** `<<` is followed, as by kubectl’s parser; what looks like a date is a text, as for kubectl. */
const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Parses YAML, or JSON, which is YAML; `undefined` for a text without any content. Throws an error
 * that quotes the text: it goes nowhere.
 */
export function parseYaml(text: string): unknown {
  const documents = loadAll(text, { schema });
  if (documents.length > 1) throw new TypeError('more than one document');
  return documents[0];
}
