import { CORE_SCHEMA, load, Type } from 'js-yaml';

/** `<<`, which kubectl's parser follows as well. */
const merge = new Type('tag:yaml.org,2002:merge', {
  kind: 'scalar',
  resolve: (key: unknown) => key === '<<',
});

/** What looks like a date is a text, as for kubectl. */
const schema = CORE_SCHEMA.extend({ implicit: [merge] });

/** Parses YAML, or JSON, which is YAML. Throws an error that quotes the text: it goes nowhere. */
export const parseYaml = (text: string): unknown => load(text, { schema });
