import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readErrorBody } from '../../../../src/registries/jfrog/client/error-body.ts';
import { Bench, never, run, walk } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';
import { OutsideText } from '../../../../src/core/outside-text.ts';

describe('error bodies', () => {
  const cases = [
    [
      'access',
      '{"errors":[{"code":"NOT_FOUND","message":"Not here","detail":"Not Found"}]}',
      'Not here',
    ],
    ['artifactory', '{"errors":[{"status":401,"message":"Bad credentials"}]}', 'Bad credentials'],
    ['bare', '{"code":"BAD_REQUEST","message":"No","detail":"No. Because"}', 'No. Because'],
    ['legacy', '{"error":"invalid_request","error_description":"too long"}', 'too long'],
    ['page', '404 page not found', ''],
    ['page', '<html></html>', ''],
    ['page', '', ''],
  ] as const;
  for (const [shape, body, words] of cases) {
    it(`are read in the shape ${shape}: ${body.slice(0, 30)}`, () => {
      assert.deepEqual(readErrorBody({ body: new OutsideText(body) }), { shape, words });
    });
  }
});

describe('a platform in trouble', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  it('is waited for when it limits requests or is away for a moment', async () => {
    bench.jfrog.settings.rateLimited = 2;
    assert.equal((await collect(bench.registry().roots(never))).length, 3);
    bench.jfrog.faults.add({ kind: 'status', status: 503 });
    assert.equal((await collect(bench.registry().roots(never))).length, 3);
    assert.deepEqual(bench.timer.waits.slice(0, 2), [1000, 1000]);
  });

  it('is told from a page in its place', async () => {
    bench.jfrog.faults.add({ kind: 'login-page', times: Infinity });
    const error = await failure(collect(bench.registry().roots(never)), 'protocol');
    assert.match(error.message, /Check the address/);
    bench.jfrog.faults.clear();
    bench.jfrog.faults.add({ kind: 'status', status: 502, times: Infinity });
    await failure(collect(bench.registry().roots(never)), 'server');
    bench.jfrog.faults.clear();
  });

  it('gets a dead token once, whatever is asked', async () => {
    const registry = bench.registry(bench.jfrog.tokens.expired);
    bench.requests();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await failure(collect(registry.roots(never)), 'sign-in-expired');
    }
    assert.equal(bench.requests().length, 1);
  });

  it('never sees a secret in an address', async () => {
    const registry = bench.registry();
    await run(registry, 'issue', await walk(registry, 'My tokens'), {
      subject: 'ada',
      scopes: ['user'],
      lifetime: '86400',
      options: [],
    });
    const seen = bench.requests().join('\n');
    assert.doesNotMatch(seen, /eyJ|cmVmd/);
  });
});
