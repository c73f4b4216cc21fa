import { measureLoad } from './bundle/load.ts';
import { measureSizes } from './bundle/measure.ts';
import { measureFinding } from './find/keys.ts';
import { measureActivation } from './host/activation.ts';
import { measureHelper } from './helper.ts';
import { measureInspector } from './inspector/inspector.ts';
import { measureJwt } from './jwt.ts';
import { measureListing } from './listing/robots.ts';
import { measureRepositories } from './listing/repositories.ts';
import { measureTokens } from './listing/tokens.ts';
import { measureRok } from './rok.ts';
import { measureDay } from './tree/day.ts';
import { measureScreen } from './screen/keys.ts';
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
  { what: 'repositories', run: measureRepositories },
  { what: 'tokens', run: measureTokens },
  { what: 'finding', run: measureFinding },
  { what: 'rok', run: measureRok },
  { what: 'day', run: measureDay },
  { what: 'helper', run: measureHelper },
  { what: 'activation', run: measureActivation },
  { what: 'inspector', run: measureInspector },
  { what: 'screen', run: measureScreen },
];
