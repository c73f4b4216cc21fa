import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { setSecretShapes } from '../../../../src/core/secret-shapes.ts';
import { kinds } from '../../../../src/registries/kinds.ts';
import { token } from '../../jwt/tokens.ts';
import { type Desk, now, openDesk, registryOf } from '../fakes/desk.ts';
import { escape, person } from '../fakes/editor.ts';

const { keepToken } = await import('../../../../src/ui/commands/keep-token.ts');
setSecretShapes(kinds.flatMap(({ tokenLanguage }) => tokenLanguage?.secrets ?? []));

const decoded = token({ sub: 'ada', exp: now / 1000 + 3600 });
const other = token({ sub: 'bob', exp: now / 1000 + 7200 });

describe('keeping a pasted token', () => {
  let desk: Desk;
  beforeEach(async () => {
    person.reset();
    desk = await openDesk(registryOf({}));
  });

  const kept = () => desk.services.vault.tokens.list('').map(({ label }) => label);

  it('does not take what was decoded last unasked', async () => {
    desk.services.pasted.remember(decoded);
    await keepToken(undefined, desk.services);
    assert.deepEqual(person.seen, [
      'pick: Keep Pasted Token / Which token? / $(key) The token decoded last, $(clippy) Paste Another Token…',
    ]);
    assert.deepEqual(kept(), []);
  });

  it('says whose that is, and keeps it when it is chosen', async () => {
    desk.services.pasted.remember(decoded);
    person.plans('The token decoded last', 'mine');
    await keepToken(undefined, desk.services);
    assert.equal(person.about('The token decoded last')?.description, 'ada · 60 min left');
    assert.deepEqual(kept(), ['mine']);
  });

  it('keeps another one that is pasted', async () => {
    desk.services.pasted.remember(decoded);
    person.plans('Paste Another Token…', other, 'theirs');
    await keepToken(undefined, desk.services);
    const [record] = desk.services.vault.tokens.list('');
    assert.equal(record?.subject, 'bob');
  });

  it('keeps the one that the inspector shows, when asked from there', async () => {
    desk.services.pasted.remember(decoded);
    const shown = { shown: { token: new Secret(other) } };
    const inspector = { open: () => Promise.resolve(shown) } as never;
    person.plans('shown');
    await keepToken({ inspected: true }, { ...desk.services, inspector });
    const [record] = desk.services.vault.tokens.list('');
    assert.equal(record?.subject, 'bob');
  });

  it('takes no secret for a name', async () => {
    for (const name of [other, `the ${other}`, 'K7Q2'.repeat(16)]) {
      person.reset(decoded, name, escape);
      await keepToken(undefined, desk.services);
      assert.match(person.seen.at(-1) ?? '', /This looks like a secret, and would be seen here\./);
      assert.deepEqual(kept(), []);
    }
  });
});
