import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { consequenceOf } from '../consequence.ts';
import { Bench, never, now, run, walk } from './support.ts';
import { failure } from '../../failure.ts';

const hour = 3_600_000;

describe('app tokens', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const owned = (title: string) =>
    [...bench.quay.world.appTokens.values()].filter((token) => token.title === title);

  it('are issued with the life that the server gives', async () => {
    bench.quay.settings.appTokenLifetime = 7200;
    const registry = bench.registry();
    const outcome = await run(registry, 'issue', await walk(registry, 'App tokens'), {
      title: 'tablet',
    });
    const [token] = owned('tablet');
    assert(token && outcome.issued);
    assert.equal(outcome.message, 'The app token “tablet” was issued.');
    assert.equal(outcome.issued.secrets.token.reveal(), token.code);
    assert.deepEqual(outcome.issued.record, {
      id: `account-1/app:${token.uuid}`,
      accountId: 'account-1',
      type: 'app',
      label: 'tablet',
      subject: 'dana',
      loginName: '$app',
      registryHost: bench.quay.hostname,
      scope: [],
      issuedAt: now,
      lifetime: { kind: 'until', at: now + 2 * hour },
      path: ['app-tokens', `app-token:${token.uuid}`],
    });
    assert.deepEqual(outcome.changed, [['app-tokens']]);
    assert.deepEqual(outcome.reveal, outcome.issued.record.path);
    bench.quay.settings.appTokenLifetime = null;
  });

  it('are read again, verified and revoked', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'App tokens', 'tablet');
    assert.equal(row.description, 'no use recorded');
    const { record, secrets } = await registry.fetch(row, never);
    assert.deepEqual(record, row.token);
    assert.equal((await registry.verify(record, secrets, never)).state, 'accepted');
    // A verification is a use.
    const { description } = await walk(registry, 'App tokens', 'tablet');
    assert.match(description ?? '', /^used \d{4}-\d\d-\d\d$/);

    const consequence = await consequenceOf(registry, 'revoke', row);
    assert.equal(consequence?.message, 'Revoke the app token “tablet” of dana?');
    const outcome = await run(registry, 'revoke', row);
    assert.equal(outcome.message, 'The app token “tablet” was revoked.');
    assert.deepEqual(outcome.ended, [record.id]);
    assert.deepEqual(owned('tablet'), []);

    const verdict = await registry.verify(record, secrets, never);
    assert.equal(verdict.state, 'refused');
    const sentence = 'That app token no longer exists: it was revoked or has expired.';
    assert.equal((await failure(registry.fetch(row, never), 'not-found')).message, sentence);
    assert.equal((await failure(run(registry, 'revoke', row), 'not-found')).message, sentence);
  });

  it('may share a title', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'App tokens');
    const first = await run(registry, 'issue', row, { title: 'twin' });
    const second = await run(registry, 'issue', row, { title: 'twin' });
    assert.notEqual(first.issued?.record.id, second.issued?.record.id);
    assert.equal(owned('twin').length, 2);
  });

  it('without a word for a title are called by their id', async () => {
    const { uuid } = bench.quay.world.addAppToken({ owner: 'dana', title: ' ' });
    const registry = bench.registry();
    assert.equal((await walk(registry, 'App tokens', uuid)).token?.label, uuid);
  });

  it('that were switched off leave a note with the reason', async () => {
    bench.quay.settings.appSpecificTokens = false;
    const registry = bench.registry();
    const row = await walk(registry, 'App tokens');
    assert.equal(row.type, 'note');
    assert.equal(row.hasChildren, false);
    assert.equal(row.blocked?.issue, 'App tokens are switched off on this registry.');
    bench.quay.settings.appSpecificTokens = true;
  });

  it('that were switched off since say so when asked for', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'App tokens');
    const laptop = await walk(registry, 'App tokens', 'laptop');
    bench.quay.settings.appSpecificTokens = false;
    for (const [verb, item] of [
      ['issue', row],
      ['revoke', laptop],
    ] as const) {
      const error = await failure(run(registry, verb, item, { title: 'x' }), 'unsupported');
      assert.equal(error.message, 'App tokens are switched off on this registry.');
    }
    bench.quay.settings.appSpecificTokens = true;
  });

  it('ask for a title that fits', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'App tokens');
    const [title] = (await registry.actions.issue?.form?.(row, never))?.fields ?? [];
    assert(title?.type === 'text');
    assert.equal(title.check?.('laptop', {}), undefined);
    assert.equal(title.check?.('x'.repeat(256), {})?.severity, 'error');
  });
});
