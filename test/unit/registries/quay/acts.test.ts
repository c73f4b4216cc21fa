import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { failure } from '../../failure.ts';
import { collect } from '../collect.ts';
import { Bench, never, run, walk } from './support.ts';

const acme = 'acme-platform';
const logs = `GET /api/v1/organization/${acme}/logs`;

describe('the recent activity of a robot', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
    for (let index = 0; index < 45; index += 1) {
      const kind = index % 2 === 0 ? 'pull_repo' : 'push_repo';
      const about = { repo: 'api', namespace: acme, tag: `v${index}` };
      bench.quay.world.log(kind, acme, `${acme}+ci`, about);
    }
    bench.quay.world.log('pull_repo', acme, `${acme}+release`, { repo: 'web', namespace: acme });
  });
  after(() => bench[Symbol.asyncDispose]());

  const row = () => walk(bench.registry(), acme, 'ci', 'Recent activity');

  it('are asked for when somebody looks, a page at a time until one is empty', async () => {
    const group = await row();
    assert.equal(bench.requests().filter((line) => line.startsWith(logs)).length, 0);
    const pages = bench.registry().children(group, never)[Symbol.asyncIterator]();
    const sizes: number[] = [];
    const asked: number[] = [];
    const requested: string[] = [];
    const newest: string[] = [];
    for (let next = await pages.next(); next.done !== true; next = await pages.next()) {
      sizes.push(next.value.length);
      const since = bench.requests();
      requested.push(...since);
      asked.push(since.length);
      newest.push(next.value[0]?.label ?? '');
    }
    assert.deepEqual(sizes, [1, 20, 20, 5]);
    assert.match(requested[0] ?? '', /\?starttime=05%2F23%2F2026&endtime=08%2F22%2F2026$/);
    assert.match(requested.at(-1) ?? '', /&endtime=08%2F22%2F2026&next_page=/);
    // The rotation is looked for in all entries of the organization, up to the empty page.
    assert.equal(asked[0], 4);
    assert.deepEqual(asked.slice(1), [1, 1, 1]);
    assert.deepEqual(newest.slice(0, 2), ['Token regenerated', 'Pulled api:v44']);
    assert.equal(bench.requests().length, 1);
  });

  it('begin with the last rotation, where the entries have one', async () => {
    const [none] = await collect(bench.registry().children(await row(), never));
    assert.equal(none?.description, 'not in the newest 46 entries since 2026-05-23');
    await run(bench.registry(), 'regenerate', await walk(bench.registry(), acme, 'ci'));
    const [found, first] = await collect(bench.registry().children(await row(), never));
    assert.equal(found?.description, '2026-08-21');
    assert.deepEqual(
      found.details?.map(({ label, value }) => [label, value]),
      [
        ['Entry', 'regenerate_robot_token'],
        ['When', { instant: Date.UTC(2026, 7, 21, 10) }],
        ['By', 'dana'],
        ['From', '127.0.0.1'],
      ],
    );
    assert.deepEqual(await bench.registry().details(found, never), found.details);
    assert.equal(first?.label, 'Pulled api:v44');
  });

  it('are for those who may read the logs', async () => {
    const group = await row();
    const registry = bench.registry(bench.quay.tokens.userAdmin);
    const error = await failure(collect(registry.children(group, never)), 'forbidden');
    assert.match(error.message, /the scope org:admin/);
    const member = await walk(bench.registry(), 'my_org', 'builder');
    const below = await collect(bench.registry().children(member, never));
    assert.ok(!below.some(({ label }) => label === 'Recent activity'));
    const own = await walk(bench.registry(), 'dana', 'laptop', 'Recent activity');
    bench.requests();
    await collect(bench.registry().children(own, never));
    assert.match(bench.requests()[0] ?? '', /^GET \/api\/v1\/user\/logs\?/);
  });
});
