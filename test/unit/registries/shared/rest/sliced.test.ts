import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../../../src/core/errors.ts';
import { parseSliced } from '../../../../../src/registries/shared/rest/sliced.ts';
import { WireError } from '../../../../../src/registries/shared/rest/wire.ts';

const never = new AbortController().signal;
const asIs = (json: unknown) => json;

describe('a list that is parsed in slices', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    id: index,
    // Everything that looks like the border of two objects, within a text and nested.
    text: index % 5 === 0 ? '}, {"id":' : `row ${index}`,
    nested: index % 7 === 0 ? [{ a: 1 }, { b: '}' }] : [],
  }));

  for (const [what, body] of [
    ['compact', JSON.stringify({ tokens: rows })],
    ['indented', JSON.stringify({ tokens: rows }, undefined, 2)],
    ['with members behind it', JSON.stringify({ tokens: rows, more: [{ x: 1 }, { y: 2 }] })],
    ['with members before it', JSON.stringify({ count: 1, tokens: rows })],
    ['short', JSON.stringify({ tokens: rows.slice(0, 3) })],
    ['empty', '{"tokens":[]}'],
  ] as const) {
    it(`is whole: ${what}`, async () => {
      const parsed = await parseSliced(body, 'tokens', asIs, never);
      assert.deepEqual(parsed, (JSON.parse(body) as { tokens: unknown }).tokens);
    });
  }

  it('lets others run in between', async () => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await parseSliced(JSON.stringify({ tokens: rows }), 'tokens', asIs, never);
    isOver = true;
    assert.ok(turns > 2, `${turns} turns`);
  });

  it('stops when it is cancelled', async () => {
    const abort = new AbortController();
    const parsing = parseSliced(JSON.stringify({ tokens: rows }), 'tokens', asIs, abort.signal);
    abort.abort();
    await assert.rejects(
      parsing,
      (error) => error instanceof RegistryError && error.code === 'cancelled',
    );
  });

  it('rejects what is no such list, without quoting it', async () => {
    const broken = JSON.stringify({ tokens: rows }).slice(0, -5);
    for (const body of [broken, '[]', '{"tokens":{}}', 'secret', '']) {
      await assert.rejects(parseSliced(body, 'tokens', asIs, never), WireError);
    }
  });
});
