/** Labels of an object. */
export type Labels = Readonly<Record<string, string>>;

/**
 * The test that a label selector makes, of equalities and bare names; the API server's own words
 * for one that it does not understand.
 */
export function parseSelector(selector: string): ((labels: Labels) => boolean) | string {
  if (selector.trim() === '') return () => true;
  const terms: ((labels: Labels) => boolean)[] = [];
  for (const term of selector.split(',')) {
    const parsed = /^\s*(?<name>[\w./-]+)\s*(?:(?<not>!)?={1,2}\s*(?<value>[\w.-]*))?\s*$/.exec(
      term,
    );
    if (parsed?.groups === undefined) {
      return "unable to parse requirement: found '', expected: ',', ')' or identifier";
    }
    const { name = '', not, value } = parsed.groups;
    terms.push((labels) =>
      value === undefined ? name in labels : (labels[name] === value) === (not === undefined),
    );
  }
  return (labels) => terms.every((matches) => matches(labels));
}
