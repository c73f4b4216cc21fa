import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { measureLoad } from './bundle/load.ts';
import { measureSizes } from './bundle/measure.ts';
import { measureActivation } from './host/activation.ts';
import { measureInspector } from './inspector/inspector.ts';
import { measureJwt } from './jwt.ts';
import { measureListing } from './listing/measure.ts';
import type { Row } from './row.ts';

/** One part of the bench. */
export interface Measure {
  /** How `--only` and failures call it. */
  readonly what: string;
  readonly run: () => readonly Row[] | Promise<readonly Row[]>;
}

/** Everything that is measured. */
export const measures: readonly Measure[] = [
  { what: 'sizes', run: measureSizes },
  { what: 'load', run: measureLoad },
  { what: 'jwt', run: measureJwt },
  { what: 'listing', run: measureListing },
  ...(await ofKinds({ rok: 'measureRok', jfrog: 'measureJfrog' })),
  { what: 'activation', run: measureActivation },
  { what: 'inspector', run: measureInspector },
];

/** What kinds of registries measure of their own: a file each, beside this one, where there is one. */
async function ofKinds(names: Readonly<Record<string, string>>): Promise<Measure[]> {
  const found: Measure[] = [];
  for (const [what, name] of Object.entries(names)) {
    const file = path.join(import.meta.dirname, `${what}.ts`);
    if (!existsSync(file)) continue;
    const module = (await import(pathToFileURL(file).href)) as Record<string, Measure['run']>;
    const run = module[name];
    if (run === undefined) throw new Error(`${what}.ts exports no ${name}`);
    found.push({ what, run });
  }
  return found;
}
