import assert from 'node:assert/strict';
import { afterEach, after, before, describe, it } from 'node:test';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { ActionId } from '../../../../src/registries/contract/action-id.ts';
import type { FaultKind } from '../../../sandbox/http/faults.ts';
import { Bench, look, now, run, walk } from './support.ts';
import { failure } from '../../failure.ts';

/** One change: how it is made, and how it reads when its answer is lost and looked for. */
interface Case {
  readonly verb: ActionId;
  readonly row: readonly string[];
  readonly values?: FormValues;
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly lost: RegExp;
  readonly happened: RegExp;
  readonly didNotHappen: RegExp;
  readonly issues?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  'creating a robot': {
    verb: 'createRobot',
    row: ['acme-platform'],
    values: { name: 'deploy', description: 'prod' },
    method: 'PUT',
    lost: /acme-platform\+deploy may have been created or not/,
    happened: /^acme-platform\+deploy was created/,
    didNotHappen: /^acme-platform\+deploy was not created/,
    issues: true,
  },
  'regenerating a token': {
    verb: 'regenerate',
    row: ['acme-platform', 'ci'],
    method: 'POST',
    lost: /token of acme-platform\+ci may have been replaced or not/,
    happened: /^acme-platform\+ci has a new token/,
    didNotHappen: /^acme-platform\+ci still has its old token/,
    issues: true,
  },
  'deleting a robot': {
    verb: 'delete',
    row: ['acme-platform', 'spare'],
    method: 'DELETE',
    lost: /acme-platform\+spare may have been deleted or not/,
    happened: /^acme-platform\+spare was deleted/,
    didNotHappen: /^acme-platform\+spare is still there/,
  },
  'issuing an app token': {
    verb: 'issue',
    row: ['App tokens'],
    values: { title: 'laptop' },
    method: 'POST',
    lost: /app token “laptop” may have been issued or not/,
    happened: /^The app token “laptop” was issued/,
    didNotHappen: /^The app token “laptop” was not issued/,
    issues: true,
  },
  'revoking an app token': {
    verb: 'revoke',
    row: ['App tokens', 'workshop'],
    method: 'DELETE',
    lost: /app token “workshop” may have been revoked or not/,
    happened: /^The app token “workshop” was revoked/,
    didNotHappen: /^The app token “workshop” is still there/,
  },
  'adding an issuer': {
    verb: 'addIssuer',
    row: ['acme-platform', 'release'],
    values: { issuer: 'https://idp.example.test', subject: 'me' },
    method: 'POST',
    lost: /issuer may have been added to acme-platform\+release or not/,
    happened: /^acme-platform\+release trusts https:\/\/idp\.example\.test as me now/,
    didNotHappen: /^The issuer was not added to acme-platform\+release/,
  },
  'removing an issuer': {
    verb: 'removeIssuer',
    row: ['acme-platform', 'ci', 'Trusted issuers', 'https://token.actions.example.test'],
    method: 'POST',
    lost: /issuer may have been removed from acme-platform\+ci or not/,
    happened: /^acme-platform\+ci no longer trusts .* of https:\/\/token\.actions\.example\.test/,
    didNotHappen: /^acme-platform\+ci still trusts .* of https:\/\/token\.actions\.example\.test/,
  },
};

/** How an answer can get lost, and whether the server acted before. */
const losses: readonly (readonly [kind: FaultKind, acted: boolean, status?: number])[] = [
  ['cut', false],
  ['status', false, 502],
  ['status', false, 504],
  ['login-page', false],
  ['wrong-shape', false],
  ['cut-after', true],
];

describe('a lost answer', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.quay.faults.clear());
  after(() => bench[Symbol.asyncDispose]());

  for (const [name, change] of Object.entries(cases)) {
    for (const [kind, acted, status] of losses) {
      const effect = acted ? 'happened' : 'did not happen';
      it(`to ${name} is said, and looking tells that it ${effect} (${kind} ${status ?? ''})`, async () => {
        const registry = bench.registry();
        const row = await walk(registry, ...change.row);
        const code = status === undefined ? {} : { status };
        bench.quay.faults.add({ kind, method: change.method, ...code });
        bench.requests();
        const error = await failure(run(registry, change.verb, row, change.values), 'lost-answer');
        assert.match(error.message, change.lost);
        assert.equal(error.repair, 'look');
        const sent = bench.requests().filter((request) => request.startsWith(change.method));
        assert.equal(sent.length, 1, 'a change is never repeated');

        const outcome = await look(error);
        assert.match(outcome.message, acted ? change.happened : change.didNotHappen);
        assert.equal(outcome.issued !== undefined, acted && change.issues === true);
        assert(bench.requests().every((request) => request.startsWith('GET ')));
      });
    }
  }

  it('to creating a robot does not claim one that was there before', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform');
    bench.quay.faults.add({ kind: 'cut', method: 'PUT' });
    const error = await failure(run(registry, 'createRobot', row, { name: 'ci' }), 'lost-answer');
    const outcome = await look(error);
    assert.equal(
      outcome.message,
      'acme-platform+ci was not created: a robot of that name existed before.',
    );
    assert.equal(outcome.issued, undefined);
  });

  it('to issuing an app token does not choose among several new ones', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'App tokens');
    bench.quay.faults.add({ kind: 'cut-after', method: 'POST' });
    const error = await failure(run(registry, 'issue', row, { title: 'x' }), 'lost-answer');
    bench.quay.world.addAppToken({ owner: 'dana', title: 'x', created: now });
    const outcome = await look(error);
    assert.equal(
      outcome.message,
      'There are 2 new app tokens “x”; one of them may be from elsewhere.',
    );
    assert.equal(outcome.issued, undefined);
  });

  it('may be one that was cut in half, and looking finds what was made', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'dana');
    bench.quay.faults.add({ kind: 'truncated-json', method: 'PUT' });
    const error = await failure(run(registry, 'createRobot', row, { name: 'half' }), 'lost-answer');
    const outcome = await look(error);
    assert.equal(outcome.issued?.secrets.token.reveal(), bench.robotToken('dana+half'));
  });
});
