import { describe } from 'node:test';
import { setSecretShapes } from '../../../src/core/secret-shapes.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import * as all from '../../fixtures/kinds/index.ts';
import { checkActions } from './actions.ts';
import { checkDeclaration } from './declaration.ts';
import type { StartRig } from './rig.ts';
import { depotRig } from './rigs/depot.ts';
import { drpRig } from './rigs/drp.ts';
import { jfrogRig } from './rigs/jfrog.ts';
import { quayRig } from './rigs/quay.ts';
import { rokRig } from './rigs/rok.ts';
import { checkSecrets } from './secrets.ts';
import { checkTree } from './tree.ts';

/** Every kind, the invented one of the fixtures among them: leaving one out does not compile. */
const rigs: Readonly<Record<keyof typeof all, StartRig>> = {
  depot: depotRig,
  drp: drpRig,
  jfrog: jfrogRig,
  quay: quayRig,
  rok: rokRig,
};

const kinds: readonly Kind[] = Object.values(all);

// As the extension does when it is activated.
setSecretShapes(kinds.flatMap(({ tokenLanguage }) => tokenLanguage?.secrets ?? []));

for (const [name, start] of Object.entries(rigs)) {
  const kind = all[name as keyof typeof all];
  describe(`the kind ${kind.label}`, () => {
    checkDeclaration(kind, kinds, start);
    checkTree(kind, start);
    checkActions(kind, start);
    checkSecrets(kind, start);
  });
}
