import type * as all from '../../../fixtures/kinds/index.ts';
import type { StartRig } from '../rig.ts';
import { depotRig } from './depot.ts';
import { drpRig } from './drp.ts';
import { jfrogRig } from './jfrog.ts';
import { quayRig } from './quay.ts';
import { rokRig } from './rok.ts';

/** Every kind, the invented one of the fixtures among them: leaving one out does not compile. */
export const rigs: Readonly<Record<keyof typeof all, StartRig>> = {
  depot: depotRig,
  drp: drpRig,
  jfrog: jfrogRig,
  quay: quayRig,
  rok: rokRig,
};
