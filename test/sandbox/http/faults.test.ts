import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { send } from '../client.ts';
import type { Answer } from '../client.ts';
import { ACME, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';
import type { FaultRule } from './faults.ts';

const LIST = `${ACME}/robots`;

describe('faults', () => {
  let quay: Harness;
  before(async () => {
    quay = await startHarness();
  });
  after(() => quay.sandbox.close());
  afterEach(() => {
    quay.sandbox.quay.faults.clear();
  });

  const robotExists = (name: string): boolean =>
    quay.sandbox.quay.world.robots.has(`acme-platform+${name}`);
  const listUnder = (rule: FaultRule): Promise<Answer> => {
    quay.sandbox.quay.faults.add(rule);
    return quay.call('GET', LIST);
  };

  it('slow: holds a request until it is released, then serves it', async () => {
    const fault = quay.sandbox.quay.faults.add({ kind: 'slow', method: 'PUT' });
    const answer = quay.call('PUT', `${LIST}/held`);
    await fault.reached;
    assert.equal(robotExists('held'), false);
    fault.release();
    assert.equal((await answer).status, 201);
    assert.equal(robotExists('held'), true);
  });

  it('slow: closing the sandbox lets held requests go', async () => {
    const other = await startHarness();
    const fault = other.sandbox.quay.faults.add({ kind: 'slow' });
    const answer = other.call('GET', LIST).then(
      () => 'answered',
      () => 'closed',
    );
    await fault.reached;
    await other.sandbox.close();
    assert.match(await answer, /^(answered|closed)$/);
  });

  it('cut: closes the socket before the server acts', async () => {
    quay.sandbox.quay.faults.add({ kind: 'cut' });
    await assert.rejects(quay.call('PUT', `${LIST}/cut-before`), { code: 'ECONNRESET' });
    assert.equal(robotExists('cut-before'), false);
  });

  it('cut-after: the server acts, the answer is lost', async () => {
    quay.sandbox.quay.faults.add({ kind: 'cut-after' });
    await assert.rejects(quay.call('PUT', `${LIST}/cut-after`), { code: 'ECONNRESET' });
    assert.equal(robotExists('cut-after'), true);
  });

  for (const status of [500, 502, 503, 504]) {
    it(`status: ${status} as HTML, without acting`, async () => {
      quay.sandbox.quay.faults.add({ kind: 'status', status });
      const answer = await quay.call('PUT', `${LIST}/failed-${status}`);
      assert.equal(answer.status, status);
      assert.match(answer.headers['content-type'] ?? '', /^text\/html/);
      assert.equal(robotExists(`failed-${status}`), false);
    });
  }

  it('rate-limit: 429 as HTML without Retry-After', async () => {
    const answer = await listUnder({ kind: 'rate-limit' });
    assert.equal(answer.status, 429);
    assert.equal('retry-after' in answer.headers, false);
  });

  it('login-page: 200 as HTML', async () => {
    const answer = await listUnder({ kind: 'login-page' });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /type="password"/);
  });

  it('wrong-types: the real answer, with numbers for texts', async () => {
    const answer = await listUnder({ kind: 'wrong-types' });
    assert.match(answer.text, /^{"robots":\[{"name":\d+,/);
  });

  it('lets as many requests pass as the rule says', async () => {
    const fault = quay.sandbox.quay.faults.add({ kind: 'status', skip: 1 });
    const first = await quay.call('GET', LIST);
    const second = await quay.call('GET', LIST);
    assert.deepEqual([first.status, second.status, fault.hits], [200, 500, 1]);
  });

  it('truncated-json: the real answer, cut', async () => {
    const answer = await listUnder({ kind: 'truncated-json' });
    assert.equal(answer.status, 200);
    assert.match(answer.text, /^{"robots":\[/);
    assert.throws(() => answer.json(), SyntaxError);
  });

  it('refusal: 400 with the words that were asked for', async () => {
    const answer = await listUnder({ kind: 'refusal', words: 'not today' });
    assert.equal(answer.status, 400);
    assert.deepEqual(await answer.json(), { message: 'not today' });
  });

  it('wrong-shape: JSON that nobody asked for', async () => {
    const answer = await listUnder({ kind: 'wrong-shape' });
    assert.equal(answer.status, 200);
    assert.deepEqual(Object.keys(answer.json() as object), ['unexpected']);
  });

  it('huge-body: more than 10 MB', async () => {
    const answer = await listUnder({ kind: 'huge-body' });
    assert.ok(answer.text.length > 10 * 1024 * 1024);
  });

  it('redirect: to another origin, which records what follows', async () => {
    const answer = await listUnder({ kind: 'redirect' });
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.location, `${quay.sandbox.elsewhere.url}/`);
    await send(answer.headers.location, { ca: quay.sandbox.authority.pem });
    const last = quay.sandbox.recorder.requests.at(-1);
    assert.deepEqual([last?.server, last?.hasAuthorization], ['elsewhere', false]);
    const told = await listUnder({ kind: 'redirect', location: 'https://x.example.test/' });
    assert.equal(told.headers.location, 'https://x.example.test/');
  });

  it('hits only the next N requests of its method and path', async () => {
    const fault = quay.sandbox.quay.faults.add({
      kind: 'status',
      method: 'GET',
      path: '/api/v1/organization/*/robots',
      times: 2,
    });
    const statuses: number[] = [];
    for (const [method, path] of [
      ['GET', '/api/v1/user/'],
      ['GET', LIST],
      ['GET', `${LIST}/ci`],
      ['GET', `${LIST}?token=false`],
      ['GET', LIST],
    ] as const) {
      statuses.push((await quay.call(method, path)).status);
    }
    assert.deepEqual(statuses, [200, 500, 200, 500, 200]);
    assert.deepEqual([fault.hits, fault.remaining], [2, 0]);
  });

  it('a regular expression picks paths, too', async () => {
    quay.sandbox.quay.faults.add({ kind: 'status', path: /\/ci$/, times: Infinity });
    const statuses = ['ci', 'spare', 'ci'].map(
      async (name) => (await quay.call('GET', `${LIST}/${name}`)).status,
    );
    assert.deepEqual(await Promise.all(statuses), [500, 200, 500]);
  });
});

describe('recorder', () => {
  it('keeps what leak tests need and prints no secret', async () => {
    await using quay = await startHarness();
    const { recorder } = quay.sandbox;
    const secret = quay.sandbox.quay.tokens.full.secret;
    await quay.call('GET', LIST);
    await quay.bare('GET', '/config?x=1');
    const [first, second] = recorder.requests;
    assert.deepEqual([first?.method, first?.url, first?.hasAuthorization], ['GET', LIST, true]);
    assert.deepEqual([second?.url, second?.hasAuthorization], ['/config?x=1', false]);
    assert.ok(first?.headerNames.includes('authorization'));
    assert.deepEqual(recorder.authorizations(), [`Bearer ${secret}`]);
    assert.equal(JSON.stringify(recorder.requests).includes(secret), false);
    assert.equal(inspect(recorder, { depth: 9 }).includes(secret), false);
    recorder.clear();
    assert.equal(recorder.requests.length, 0);
  });
});
