import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { SecretField, TextField } from '../../../../src/registries/contract/form.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { ActionId } from '../../../../src/registries/contract/action-id.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import type { OidcClaims } from '../../../sandbox/oidc.ts';
import { FEDERATED_SUBJECT } from '../../../sandbox/sandbox.ts';
import { consequenceOf } from '../consequence.ts';
import { Bench, never, now, run, walk } from './support.ts';
import { failure } from '../../failure.ts';

async function fields(registry: Registry, verb: ActionId, item: Item) {
  const form = await registry.actions[verb]?.form?.(item, never);
  assert(form);
  return form.fields as readonly (TextField | SecretField)[];
}

describe('keyless robots', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const stored = (robot: string) => bench.quay.world.robots.get(robot)?.federation;

  it('trust one issuer more, and keep the others', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'ci');
    const before = stored('acme-platform+ci') ?? [];
    const added = { issuer: 'https://idp.example.test/realms/x', subject: 'a1b2' };
    const outcome = await run(registry, 'addIssuer', row, added);
    assert.deepEqual(stored('acme-platform+ci'), [...before, added]);
    assert.equal(
      outcome.message,
      'acme-platform+ci trusts https://idp.example.test/realms/x as a1b2 now.',
    );
    const group = await walk(registry, 'acme-platform', 'ci', 'Trusted issuers');
    const issuer = await walk(registry, 'acme-platform', 'ci', 'Trusted issuers', added.issuer);
    assert.deepEqual(outcome.changed, [group.path]);
    assert.deepEqual(outcome.reveal, issuer.path);

    const again = await failure(run(registry, 'addIssuer', group, added), 'conflict');
    assert.equal(again.message, 'acme-platform+ci trusts this subject of this issuer already.');
  });

  it('trust one issuer less, and keep the others', async () => {
    const registry = bench.registry();
    const address = 'https://idp.example.test/realms/x';
    const row = await walk(registry, 'acme-platform', 'ci', 'Trusted issuers', address);
    assert.equal(
      (await consequenceOf(registry, 'removeIssuer', row))?.message,
      `Remove the subject a1b2 of ${address} from those that acme-platform+ci trusts?`,
    );
    const outcome = await run(registry, 'removeIssuer', row);
    assert.equal(outcome.message, `acme-platform+ci no longer trusts a1b2 of ${address}.`);
    assert.equal(stored('acme-platform+ci')?.length, 2);
    const error = await failure(run(registry, 'removeIssuer', row), 'not-found');
    assert.equal(error.message, `acme-platform+ci no longer trusted a1b2 of ${address}.`);
  });

  it('of a user trust their first issuer and lose their last', async () => {
    const registry = bench.registry();
    const robot = await walk(registry, 'dana', 'laptop');
    const added = { issuer: 'https://idp.example.test', subject: 'me' };
    await run(registry, 'addIssuer', robot, added);
    assert.deepEqual(stored('dana+laptop'), [added]);
    const row = await walk(registry, 'dana', 'laptop', 'Trusted issuers', added.issuer);
    bench.requests();
    await run(registry, 'removeIssuer', row);
    assert.deepEqual(stored('dana+laptop'), []);
    assert.deepEqual(bench.requests(), [
      'GET /api/v1/user/robots/laptop/federation',
      'DELETE /api/v1/user/robots/laptop/federation',
    ]);
  });

  it('are told of a bad issuer or subject while typing', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'ci');
    const [issuer, subject] = await fields(registry, 'addIssuer', row);
    const severity = (text: string) => issuer?.check?.(text, {})?.severity;
    assert.equal(severity('https://token.actions.githubusercontent.com'), undefined);
    for (const wrong of [
      'idp',
      'ftp://idp.example.test',
      'https://',
      'https://me:pw@idp.example.test',
      'https://idp.example.test/.well-known/openid-configuration',
      'https://idp.example.test/?a=b',
    ]) {
      assert.equal(severity(wrong), 'error', wrong);
    }
    assert.equal(severity('http://idp.example.test'), 'warning');
    const values = { issuer: bench.sandbox.oidc.issuer };
    assert.equal(subject?.check?.('repo:acme/*', values)?.severity, 'warning');
    assert.equal(subject.check('somebody', values), undefined);
    assert.equal(subject.check(FEDERATED_SUBJECT, values)?.severity, 'error');
  });

  it('exchange a token of their issuer for one of theirs', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'ci');
    const identity = await bench.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT });
    const [field] = await fields(registry, 'exchange', row);
    assert.deepEqual(field?.check?.(identity, {}), {
      severity: 'info',
      message: 'Issuer and subject match. Mind that Quay does not check the audience.',
    });
    const outcome = await run(registry, 'exchange', row, { identity: new Secret(identity) });
    assert(outcome.issued);
    const { record, secrets } = outcome.issued;
    assert.equal(outcome.message, 'acme-platform+ci got a token for one hour.');
    assert.equal(record.id, 'account-1/exchanged:acme-platform+ci');
    assert.deepEqual(record.lifetime, { kind: 'until', at: now + 3_600_000 });
    assert.equal(record.issuedAt, now);
    assert.equal(record.loginName, 'acme-platform+ci');
    assert.equal(record.unlisted, true);
    assert.deepEqual(record.path, [...row.path, 'exchanged']);
    assert.deepEqual(outcome.reveal, record.path);
    assert.deepEqual(outcome.changed, [row.path]);

    const verification = await registry.verify(record, secrets, never);
    assert.equal(verification.state, 'accepted');
    assert.deepEqual(
      verification.details.map(({ label }) => label),
      ['acme-platform/api', 'acme-platform/web'],
    );
  });

  it('say before sending what does not match', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'ci');
    const [field] = await fields(registry, 'exchange', row);
    const { oidc } = bench.sandbox;
    const seconds = now / 1000;
    const message = async (token: string | Promise<string>) =>
      field?.check?.(field.normalize?.(await token) ?? '', {})?.message;
    assert.match(String(await message('opaque')), /not an OIDC token/);
    assert.equal(
      await message(oidc.mint({ sub: FEDERATED_SUBJECT, iss: 'https://other.example.test' })),
      'The robot does not trust the token’s issuer, https://other.example.test.',
    );
    assert.equal(
      await message(oidc.mint({ sub: 'somebody' })),
      'The robot trusts the issuer, but not the token’s subject, somebody.',
    );
    assert.equal(
      await message(oidc.mint({ sub: FEDERATED_SUBJECT, exp: seconds - 1 })),
      'The token has expired: get a fresh one.',
    );
    assert.equal(
      await message(oidc.mint({})),
      'The token does not name its issuer and subject (“iss” and “sub”).',
    );
    assert.equal(
      await message(oidc.mint({ sub: 'somebody', exp: seconds - 1 })),
      'The robot trusts the issuer, but not the token’s subject, somebody. The token has expired: get a fresh one.',
    );
    assert.equal(
      await message(oidc.mint({ sub: FEDERATED_SUBJECT, iat: seconds + 900 })),
      'It was issued in the future (“iat”) by the clock of this machine.',
    );
    const good = await oidc.mint({ sub: FEDERATED_SUBJECT });
    assert.match(String(await message(` Bearer ${good}\n`)), /^Issuer and subject match/);
  });

  it('say why what looks alike does not match', async () => {
    const { oidc } = bench.sandbox;
    const issuer = 'https://token.actions.githubusercontent.com';
    const subject = 'repo:acme/api:ref:refs/heads/main';
    const narrow = { issuer: oidc.issuer, subject: 'build', audiences: ['quay.example.test'] };
    bench.quay.world.addRobot({
      namespace: 'acme-platform',
      shortname: 'alike',
      federation: [{ issuer, subject }, narrow],
    });
    const registry = bench.registry();
    const [field] = await fields(
      registry,
      'exchange',
      await walk(registry, 'acme-platform', 'alike'),
    );
    const message = async (claims: OidcClaims) =>
      field?.check?.(await oidc.mint({ iss: issuer, sub: subject, ...claims }), {})?.message ?? '';
    assert.match(await message({ iss: `${issuer}/` }), /Only the slash at its end differs\.$/);
    assert.match(
      await message({ sub: 'repo:Acme/api:ref:refs/heads/main' }),
      /It trusts repo:acme\/api:ref:refs\/heads\/main: upper and lower case matter\.$/,
    );
    assert.match(
      await message({ sub: 'repo:acme@1/api@2:ref:refs/heads/main' }),
      /which has different GitHub ids, or none\.$/,
    );
    assert.match(
      await message({ sub: 'repo:acme/api:pull_request' }),
      /It trusts repo:acme\/api:ref:refs\/heads\/main\.$/,
    );
    assert.equal(
      await message({ iss: oidc.issuer, sub: 'build', aud: 'other' }),
      'Its audience (“aud”) is not one that the robot asks for: quay.example.test.',
    );
    assert.equal(
      await message({ iss: oidc.issuer, sub: 'build', aud: ['a', 'quay.example.test'] }),
      'Issuer, subject and audience match.',
    );
  });

  it('without an issuer have nothing to exchange', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'spare');
    const error = await failure(run(registry, 'exchange', row), 'invalid-input');
    assert.equal(error.message, 'acme-platform+spare trusts no issuer yet: add one first.');
  });

  it('hear the reason of a refused exchange, which is never their sign-in', async () => {
    const registry = bench.registry();
    const ci = await walk(registry, 'acme-platform', 'ci');
    const spare = await walk(registry, 'acme-platform', 'spare');
    const { oidc } = bench.sandbox;
    const refusal = async (item: Item, token: string | Promise<string>) => {
      const values = { identity: new Secret(await token) };
      const error: unknown = await registry.actions['exchange']
        ?.run(item, values, never)
        .catch((reason: unknown) => reason);
      assert(error instanceof Error && 'code' in error && 'repair' in error);
      assert.equal(error.repair, undefined);
      return [error.code, error.message];
    };
    const sub = FEDERATED_SUBJECT;
    assert.deepEqual(await refusal(ci, oidc.mint({ sub: 'somebody' })), [
      'invalid-input',
      'acme-platform+ci does not trust the token’s subject.',
    ]);
    assert.deepEqual(await refusal(ci, oidc.mint({ sub, iss: 'https://other.example.test' })), [
      'invalid-input',
      'acme-platform+ci does not trust the token’s issuer.',
    ]);
    assert.deepEqual(await refusal(spare, oidc.mint({ sub })), [
      'invalid-input',
      'acme-platform+spare trusts no issuer yet: add one first.',
    ]);
    assert.deepEqual(await refusal(ci, 'opaque'), [
      'server',
      `${bench.quay.hostname} could not check the token: its issuer has no such key, answers with something else than its keys or is an http:// address, or the token is damaged.`,
    ]);
    const [code, message] = await refusal(ci, oidc.mint({ sub, exp: now / 1000 - 60 }));
    assert.equal(code, 'invalid-input');
    assert.match(String(message), /refused the token: Invalid token/);
  });

  it('learn that an exchanged token has expired, although the server only fails on it', async () => {
    await using bench = await Bench.start();
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'ci');
    const identity = new Secret(await bench.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT }));
    const { issued } = await run(registry, 'exchange', row, { identity });
    assert(issued);
    bench.sandbox.clock.advance(3_700_000);
    const { hostname } = bench.quay;
    assert.deepEqual(await registry.verify(issued.record, issued.secrets, never), {
      state: 'refused',
      message: `${hostname} refuses the token: it has expired.`,
      details: [],
    });
    const foreign = new Secret(await bench.sandbox.oidc.mint({ sub: 'acme-platform+ci' }));
    const verdict = await registry.verify(issued.record, { token: foreign }, never);
    assert.equal(verdict.state, 'unknown');
  });
});
