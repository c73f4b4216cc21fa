import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { table as drp } from '../../conformance/sentences/drp/table.ts';
import { table as jfrog } from '../../conformance/sentences/jfrog/table.ts';
import { table as quay } from '../../conformance/sentences/quay/table.ts';
import { table as rok } from '../../conformance/sentences/rok/table.ts';
import { sentencesOf } from '../../conformance/sentences/sentences-of.ts';
import { table as shared } from '../../conformance/sentences/shared/table.ts';

/** What is said in words of one kind, or in those that all share. */
const tables = { quay, jfrog, drp, rok, shared } as const;

describe('the tables of sentences', () => {
  for (const [kind, table] of Object.entries(tables)) {
    it(`have all of ${kind}, and nothing that it does not say`, () => {
      const own = sentencesOf(kind);
      const rows = new Set(table.flatMap(({ says }) => says));
      const where = `test/conformance/sentences/${kind} needs a row for each sentence`;
      assert.deepEqual(
        [...own].filter((text) => !rows.has(text)),
        [],
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
