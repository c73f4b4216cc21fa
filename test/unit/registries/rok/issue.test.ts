import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import { KubeBench, transports } from '../../net/kube/support.ts';
import { failure } from '../../failure.ts';
import { send } from '../../../sandbox/client.ts';
import { issue, never, open } from './support.ts';

const secretOf = ({ issued }: Outcome): string => {
  assert.ok(issued);
  return issued.secrets.token.reveal();
};

describe('issuing a Rok token', () => {
  let bench: KubeBench;
  let registry: Registry;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => {
    bench.reset();
    bench.rok.registry.faults.clear();
    bench.rok.world.tokens.length = 0;
    registry = open(bench);
  });
  const commands = () => bench.rok.kube.execs.commands.map(([, command]) => command);
  const account = (name: string) => {
    const found = bench.rok.world.accounts.find(({ userName }) => userName === name);
    assert.ok(found);
    return found;
  };

  for (const transport of transports) {
    it(`finds the account, creates, verifies and tells the server’s times, by ${transport}`, async () => {
      registry = open(bench, {}, { transport });
      const outcome = await issue(registry);
      assert.deepEqual(commands(), ['account-list', 'token-create']);
      const [token] = bench.rok.world.tokens;
      assert.ok(token);
      assert.equal(secretOf(outcome), token.secret);
      assert.equal(token.account.userName, 'jdoe');
      assert.ok(outcome.issued);
      const { record } = outcome.issued;
      assert.equal(record.issuedAt, token.createdAt);
      assert.deepEqual(record.lifetime, { kind: 'until', at: token.expiresAt });
      assert.equal(token.expiresAt - token.createdAt, 86_400_000);
      assert.equal(record.subject, 'jdoe');
      assert.equal(record.unlisted, true);
      assert.deepEqual(record.path.slice(0, -1), ['own']);
    });
  }

  it('gives a token that answers 200 to the vendor’s curl line', async () => {
    const answer = await send(`${bench.rok.url}/auth/v1/token`, {
      bearer: secretOf(await issue(registry)),
      ca: bench.authority.pem,
    });
    assert.equal(answer.status, 200);
  });

  it('asks for the list of accounts once', async () => {
    await issue(registry);
    await issue(registry, { lifetime: '60' });
    assert.deepEqual(commands(), ['account-list', 'token-create', 'token-create']);
  });

  it('looks the account up again when its UUID has changed', async () => {
    await issue(registry);
    const { accounts } = bench.rok.world;
    const index = accounts.indexOf(account('jdoe'));
    const former = account('jdoe');
    const renewed = { ...former, uuid: '99999999-2050-415a-8af4-e8f6b041238c' };
    accounts[index] = renewed;
    try {
      await issue(registry);
      assert.equal(bench.rok.world.tokens.at(-1)?.account.uuid, renewed.uuid);
    } finally {
      accounts[index] = former;
    }
  });

  it('issues for somebody else, beside the own row', async () => {
    const { issued } = await issue(registry, { subject: 'other', other: 'ci-bot' });
    assert.equal(issued?.record.subject, 'ci-bot');
    assert.equal(issued.record.path.length, 1);
  });

  it('matches whole names, and lists those there are', async () => {
    const error = await failure(issue(registry, { subject: 'other', other: 'doe' }), 'not-found');
    assert.match(error.message, /no account “doe”.*jdoe, jdoe2, old-jdoe/);
    assert.deepEqual(commands(), ['account-list']);
  });

  it('does not choose between equal names', async () => {
    const twin = bench.rok.world.addAccount('ci-bot');
    try {
      const error = await failure(
        issue(registry, { subject: 'other', other: 'ci-bot' }),
        'conflict',
      );
      assert.ok(
        error.message.includes(twin.uuid) && error.message.includes(account('ci-bot').uuid),
      );
      await issue(registry, { subject: 'other', other: 'ci-bot', uuid: twin.uuid });
      assert.equal(bench.rok.world.tokens.at(-1)?.account, twin);
    } finally {
      bench.rok.world.accounts.pop();
    }
  });

  it('finds one among twenty thousand', async () => {
    const { accounts } = bench.rok.world;
    const few = accounts.length;
    for (let n = 0; n < 20_000; n++) bench.rok.world.addAccount(`user-${n}`, `Üser ${n}`);
    bench.rok.kube.settings.frameBytes = 1021;
    try {
      await issue(open(bench, { user: 'user-19999' }));
      assert.equal(bench.rok.world.tokens.at(-1)?.account.userName, 'user-19999');
    } finally {
      accounts.length = few;
    }
  });

  it('takes stderr noise and colors for what they are', async () => {
    bench.rok.settings.stderrNoise = 'DeprecationWarning: Token\n';
    bench.rok.settings.format = 'colored';
    const outcome = await issue(registry);
    assert.equal(secretOf(outcome), bench.rok.world.tokens.at(-1)?.secret);
  });

  it('keeps a token that came before the connection was cut', async () => {
    await issue(registry);
    bench.rok.kube.settings.ending = 'cut';
    const outcome = await issue(registry);
    assert.equal(secretOf(outcome), bench.rok.world.tokens.at(-1)?.secret);
  });

  it('says that a token may exist when the connection broke inside of it', async () => {
    await issue(registry);
    bench.rok.kube.settings.ending = 'cut-inside';
    const error = await failure(issue(registry), 'lost-answer');
    assert.equal(error.repair, 'retry');
    assert.equal(bench.rok.world.tokens.length, 2, 'it was created, and not asked for again');
    const secret = bench.rok.world.tokens.at(-1)?.secret ?? '?';
    assert.ok(!error.message.includes(secret.slice(0, 4)));
  });

  for (const transport of transports) {
    it(`says the same when the pod was lost inside of it, by ${transport}`, async () => {
      registry = open(bench, {}, { transport });
      await issue(registry);
      bench.rok.kube.settings.ending = 'lost-kubelet';
      const { message } = await failure(issue(registry), 'lost-answer');
      assert.match(message, /a token may have been issued or not/);
      assert.equal(bench.rok.world.tokens.length, 2);
    });

    it(`says nothing of accounts in a list that was cut, by ${transport}`, async () => {
      registry = open(bench, {}, { transport });
      bench.rok.kube.settings.ending = 'lost-kubelet';
      const { message } = await failure(issue(registry), 'unreachable');
      assert.match(message, /broke before the list of accounts was complete/);
      assert.deepEqual(commands(), ['account-list']);
    });

    it(`does not say that a token may exist when nothing was run, by ${transport}`, async () => {
      registry = open(bench, {}, { transport });
      await issue(registry);
      bench.rok.kube.settings.kubelets = { 'rok-registry-0': 'no-container' };
      const { message } = await failure(issue(registry), 'unreachable');
      assert.match(message, /is not running\. Nothing was run/);
      assert.equal(bench.rok.world.tokens.length, 1);
    });
  }

  it('says of a list without proof of its end that it may be cut', async () => {
    registry = open(bench, { user: 'nobody' }, { transport: 'kubectl' });
    const { message } = await failure(issue(registry), 'unreachable');
    assert.match(message, /does not have “nobody”, but the end of it may be missing.*jdoe2/);
    // A frame that is closed is the proof.
    bench.rok.settings.format = 'box';
    await failure(issue(registry), 'not-found');
  });

  it('says the same when it was cancelled while the pod was at it', async () => {
    await issue(registry);
    bench.rok.kube.settings.ending = 'hang';
    bench.rok.kube.settings.frameBytes = 4;
    bench.rok.settings.format = 'box';
    const abort = new AbortController();
    const running = issue(registry, {}, abort.signal);
    await bench.rok.kube.execs.next();
    abort.abort();
    // What had come by then decides: the whole row, or a lost answer.
    const end = await running.then(
      secretOf,
      (error: unknown) => Reflect.get(Object(error), 'code') as unknown,
    );
    assert.ok(end === 'lost-answer' || end === bench.rok.world.tokens.at(-1)?.secret, String(end));
    assert.equal(bench.rok.world.tokens.length, 2);
  });

  it('never shows what the pod wrote', async () => {
    await issue(registry);
    bench.rok.kube.settings.exitCode = 3;
    bench.rok.settings.stderrNoise = 'sesame\n';
    bench.rok.settings.format = 'columns';
    const { world } = bench.rok;
    const addToken = world.addToken.bind(world);
    world.addToken = (...args) => ({ ...addToken(...args), secret: 'open sesame' });
    try {
      const error = await failure(issue(registry), 'server');
      assert.match(error.message, /token-create in the pod rok-registry-0.*exit code 3.*3 lines/);
      assert.doesNotMatch(error.message, /sesame/);
    } finally {
      world.addToken = addToken;
    }
  });

  it('says that the token is malformed or expired when the registry refuses it', async () => {
    const { world } = bench.rok;
    const addToken = world.addToken.bind(world);
    world.addToken = (owner) => addToken(owner, -1);
    try {
      const error = await failure(issue(registry), 'not-authorized');
      assert.match(error.message, /malformed or has expired/);
      assert.equal(error.repair, 'retry');
    } finally {
      world.addToken = addToken;
    }
  });

  it('keeps the token when the registry cannot be asked, with the pod’s own end', async () => {
    bench.rok.registry.faults.add({ kind: 'status', status: 503, times: Infinity });
    const outcome = await issue(registry);
    const token = bench.rok.world.tokens.at(-1);
    assert.equal(secretOf(outcome), token?.secret);
    assert.deepEqual(outcome.issued?.record.lifetime, { kind: 'until', at: token?.expiresAt });
    assert.match(outcome.message, /could not be verified/);
  });

  it('verifies, and offers another one with the same choices for a refused one', async () => {
    const { issued } = await issue(registry, { lifetime: '3600' });
    assert.ok(issued);
    const fine = await registry.verify(issued.record, issued.secrets, never);
    assert.equal(fine.state, 'accepted');
    assert.deepEqual(fine.lifetime, issued.record.lifetime);
    bench.rok.world.tokens.length = 0;
    const { state, message, renew } = await registry.verify(issued.record, issued.secrets, never);
    assert.equal(state, 'refused');
    assert.match(message, /malformed or has expired/);
    assert.ok(renew);
    const again = await registry.actions[renew.action]?.run(renew.item, renew.values, never);
    const token = bench.rok.world.tokens.at(-1);
    assert.equal(again?.issued?.secrets.token.reveal(), token?.secret);
    assert.equal((token?.expiresAt ?? 0) - (token?.createdAt ?? 0), 3_600_000);
  });

  it('offers no revoking, and says why', async () => {
    const { issued } = await issue(registry);
    assert.ok(issued);
    assert.equal(registry.actions.revoke, undefined);
    assert.match(registry.about?.(issued.record).blocked?.revoke ?? '', /no way to revoke/);
  });
});
