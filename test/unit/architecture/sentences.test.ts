import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { table as drp } from '../../conformance/sentences/drp/table.ts';
import { unproven } from '../../conformance/sentences/drp/unproven.ts';
import { table as jfrog } from '../../conformance/sentences/jfrog/table.ts';
import { table as quay } from '../../conformance/sentences/quay/table.ts';
import { table as rok } from '../../conformance/sentences/rok/table.ts';
import { sentencesOf } from '../../conformance/sentences/sentences-of.ts';

/** The tables of sentences, and for a table that is not whole what it lacks. */
const kinds = {
  quay: { table: quay, lacks: [] },
  jfrog: { table: jfrog, lacks: [] },
  drp: { table: drp, lacks: unproven },
  rok: { table: rok, lacks: [] },
} as const;

describe('the tables of sentences', () => {
  for (const [kind, { table, lacks }] of Object.entries(kinds)) {
    it(`have all of ${kind}, and nothing that it does not say`, () => {
      const own = sentencesOf(kind);
      const rows = new Set(table.flatMap(({ says }) => says));
      const where = `test/conformance/sentences/${kind} needs a row for each sentence`;
      assert.deepEqual(
        [...own].filter((text) => !rows.has(text)).toSorted(),
        [...lacks].toSorted(),
        where,
      );
      assert.deepEqual(
        [...rows].filter((text) => !own.has(text)),
        [],
        where,
      );
    });
  }
});
