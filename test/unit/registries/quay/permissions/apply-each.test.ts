import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../../../src/core/errors.ts';
import { applyEach } from '../../../../../src/registries/quay/permissions/apply-each.ts';

describe('changes that are sent a few at a time', () => {
  it('are told in the order in which they were asked for, whichever failed first', async () => {
    const names = ['api', 'base', 'web'];
    const answers = new Map(names.map((name) => [name, Promise.withResolvers<undefined>()]));
    const applying = applyEach(
      names,
      async (name) => {
        await answers.get(name)?.promise;
        throw new RegistryError('server', `${name} failed.`);
      },
      new AbortController().signal,
    );
    for (const name of names.toReversed()) {
      answers.get(name)?.resolve(undefined);
      await new Promise(setImmediate);
    }
    const { failed } = await applying;
    assert.deepEqual(
      failed.map(({ one }) => one),
      names,
    );
  });
});
