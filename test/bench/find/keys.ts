import { EntryIndex } from '../../../src/ui/wizard/entry-index.ts';
import { median, range, type Row } from '../row.ts';
import { accounts, entries, robots } from './entries.ts';

/** Rows that are given to the editor at a time, as in the quick-open. */
const shown = 100;

/** What somebody types who looks for one robot, key by key. */
const typed = 'acme-7 build-1234';

const runs = 15;

/** What each further key of the quick-open costs the extension host, once everything is found. */
export function measureFinding(): readonly Row[] {
  const index = new EntryIndex<string>();
  for (const entry of entries()) index.add(entry);
  const perKey = Array.from({ length: typed.length }, (_, at) => {
    const text = typed.slice(0, at + 1);
    const times = Array.from({ length: runs }, () => {
      const start = performance.now();
      index.find(text, shown);
      return performance.now() - start;
    });
    return median(times);
  });
  return [
    {
      name: `quick-open, the slowest key among ${(accounts * robots).toLocaleString('en')} robots`,
      value: Math.max(...perKey),
      unit: 'ms',
      limit: 5,
      note: `${accounts} accounts, “${typed}” key by key, medians ${range(perKey)}`,
    },
  ];
}
