import { issuing } from './issuing.ts';
import { revoking } from './revoking.ts';
import { signingIn } from './signing-in.ts';
import type { DrpScene } from './stage.ts';

/** What Digital Rebar's adapter says, by the answers of each version. */
export const table: readonly DrpScene[] = [...signingIn, ...revoking, ...issuing];
