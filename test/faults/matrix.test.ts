import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setSecretShapes } from '../../src/core/secret-shapes.ts';
import type { Kind } from '../../src/registries/contract/kind.ts';
import * as all from '../../src/registries/index.ts';
import { declaredIds } from '../conformance/kinds/declared.ts';
import type { StartRig } from '../conformance/kinds/rig.ts';
import { rigs } from '../conformance/kinds/rigs/all.ts';
import { drpByTokenRig } from '../conformance/kinds/rigs/drp.ts';
import { Matrix } from './matrix/matrix.ts';

/** Every how many-th case is tried; `MATRIX_EVERY=1` for each of them. */
const every = Number(process.env['MATRIX_EVERY'] ?? 60);
/** Repeats one case, by its number. */
const only = process.env['MATRIX_ONLY'];

setSecretShapes(Object.values(all).flatMap(({ tokenLanguage }) => tokenLanguage?.secrets ?? []));

const tried: readonly (readonly [name: string, kind: Kind, start: StartRig])[] = [
  ...Object.entries(all).map(
    ([name, kind]) => [kind.label, kind, rigs[name as keyof typeof all]] as const,
  ),
  ['Digital Rebar by token', all.drp, drpByTokenRig],
];

describe('whatever goes wrong in an action', () => {
  for (const [name, kind, start] of tried) {
    for (const [place, id] of declaredIds(kind).entries()) {
      it(`${name}, ${id}: nothing is sent twice or lost, and what is said is true`, async (context) => {
        await using matrix = new Matrix(kind, id, start);
        const moments = await matrix.moments();
        const failures: string[] = [];
        let count = 0;
        // Not the same trouble for each of the actions.
        const first = only === undefined ? (place * 13) % Math.min(every, 34) : Number(only);
        const step = only === undefined ? every : Infinity;
        for (let index = first; index < moments.length; index += step) {
          const moment = moments[index];
          if (moment === undefined) break;
          count += 1;
          await matrix.run(moment).catch((error: unknown) => {
            const { trouble, step, times } = moment;
            failures.push(`${index}: ${trouble} at request ${step}, ${times}×: ${String(error)}`);
          });
        }
        context.diagnostic(`${count} of ${moments.length} cases`);
        assert.deepEqual(failures, []);
      });
    }
  }
});
