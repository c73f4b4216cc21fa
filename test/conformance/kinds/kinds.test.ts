import { describe } from 'node:test';
import { setSecretShapes } from '../../../src/core/secret-shapes.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import * as all from '../../fixtures/kinds/index.ts';
import { checkActions } from './actions.ts';
import { checkDeclaration } from './declaration.ts';
import { checkLines } from './lines.ts';
import { checkPages } from './pages.ts';
import { rigs } from './rigs/all.ts';
import { checkSecrets } from './secrets.ts';
import { checkSpoken } from './spoken.ts';
import { checkTree } from './tree.ts';

const kinds: readonly Kind[] = Object.values(all);

// As the extension does when it is activated.
setSecretShapes(kinds.flatMap(({ tokenLanguage }) => tokenLanguage?.secrets ?? []));

for (const [name, start] of Object.entries(rigs)) {
  const kind = all[name as keyof typeof all];
  describe(`the kind ${kind.label}`, () => {
    checkDeclaration(kind, kinds, start);
    checkTree(kind, start);
    checkActions(kind, start);
    checkLines(kind, start);
    checkPages(kind, start);
    checkSecrets(kind, start);
    checkSpoken(kind, start);
  });
}
