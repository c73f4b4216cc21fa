import type { Entry } from '../../../src/ui/wizard/entry-index.ts';

export const accounts = 10;
export const robots = 2_000;

/** The robots of many accounts, as the quick-open finds them. */
export function* entries(): Generator<Entry<string>, void, undefined> {
  for (let account = 0; account < accounts; account++) {
    for (let robot = 0; robot < robots; robot++) {
      const label = `acme-${account}+build-${robot}`;
      const description = `never expires · Registry ${account}`;
      yield { key: label, label, description, value: label };
    }
  }
}
