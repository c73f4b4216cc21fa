import { measureLoad } from './bundle/load.ts';
import { measureSizes } from './bundle/measure.ts';
import { measureActivation } from './host/activation.ts';
import { measureJwt } from './jwt.ts';
import { measureListing } from './listing/measure.ts';
import type { Row } from './row.ts';

/** One part of the bench. */
export interface Measure {
  /** What could not be measured, if it fails. */
  readonly what: string;
  readonly run: () => readonly Row[] | Promise<readonly Row[]>;
}

/** Everything that is measured. */
export const measures: readonly Measure[] = [
  { what: 'sizes', run: measureSizes },
  { what: 'load', run: measureLoad },
  { what: 'jwt', run: measureJwt },
  { what: 'listing', run: measureListing },
  { what: 'activation', run: measureActivation },
];
