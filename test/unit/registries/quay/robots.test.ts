import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { TextField } from '../../../../src/registries/contract/form.ts';
import { consequenceOf } from '../consequence.ts';
import { Bench, never, run, walk } from './support.ts';
import { failure } from '../../failure.ts';

const judge = (field: TextField, text: string) => field.check?.(text, {});

describe('robots', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  for (const namespace of ['acme-platform', 'dana']) {
    it(`are created in ${namespace}, with their token`, async () => {
      const registry = bench.registry();
      const row = await walk(registry, namespace);
      const outcome = await run(registry, 'createRobot', row, {
        name: 'deploy',
        description: 'prod deploys',
      });
      const name = `${namespace}+deploy`;
      assert.equal(
        outcome.message,
        `${name} was created. It may do nothing until it gets permissions.`,
      );
      assert.equal(outcome.issued?.record.id, `account-1/robot:${name}`);
      assert.equal(outcome.issued.secrets.token.reveal(), bench.robotToken(name));
      assert.deepEqual(outcome.changed, [row.path]);
      assert.deepEqual(outcome.reveal, [...row.path, 'robot:deploy']);
      assert.equal(bench.quay.world.robots.get(name)?.description, 'prod deploys');
    });

    it(`are regenerated in ${namespace}`, async () => {
      const registry = bench.registry();
      const row = await walk(registry, namespace, 'deploy');
      const before = bench.robotToken(`${namespace}+deploy`);
      const outcome = await run(registry, 'regenerate', row);
      assert.equal(
        outcome.message,
        `${namespace}+deploy has a new token; the old one no longer works.`,
      );
      assert.notEqual(outcome.issued?.secrets.token.reveal(), before);
      assert.equal(outcome.issued?.secrets.token.reveal(), bench.robotToken(`${namespace}+deploy`));
      assert.equal(outcome.issued.record.id, row.token?.id);
    });

    it(`are read with their token in ${namespace}, from the robot or its token's row`, async () => {
      const registry = bench.registry();
      for (const labels of [['deploy'], ['deploy', 'Robot token']]) {
        const row = await walk(registry, namespace, ...labels);
        const issued = await registry.fetch(row, never);
        assert.equal(issued.secrets.token.reveal(), bench.robotToken(`${namespace}+deploy`));
        assert.deepEqual(issued.record, row.token);
      }
    });

    it(`are deleted in ${namespace}`, async () => {
      const registry = bench.registry();
      const row = await walk(registry, namespace, 'deploy');
      const outcome = await run(registry, 'delete', row);
      assert.equal(outcome.message, `${namespace}+deploy was deleted.`);
      assert.deepEqual(outcome.ended, [
        `account-1/robot:${namespace}+deploy`,
        `account-1/exchanged:${namespace}+deploy`,
      ]);
      assert.equal(bench.quay.world.robots.has(`${namespace}+deploy`), false);
    });
  }

  it('need no description', async () => {
    const registry = bench.registry();
    await run(registry, 'createRobot', await walk(registry, 'dana'), { name: 'plain' });
    assert.equal(bench.quay.world.robots.get('dana+plain')?.description, '');
  });

  it('of a name that is taken are a conflict', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform');
    const error = await failure(run(registry, 'createRobot', row, { name: 'ci' }), 'conflict');
    assert.equal(error.message, 'A robot of this name exists already.');
  });

  it('that are gone are not found, whatever is asked of them', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'spare');
    const seed = bench.quay.world.robots.get('acme-platform+spare');
    assert(seed);
    bench.quay.world.removeRobot(seed);
    const sentence = 'There is no robot acme-platform+spare; it may have been deleted.';
    for (const verb of ['regenerate', 'delete', 'addIssuer'] as const) {
      assert.equal((await failure(run(registry, verb, row), 'not-found')).message, sentence);
    }
    assert.equal((await failure(registry.fetch(row, never), 'not-found')).message, sentence);
    bench.quay.world.addRobot(seed);
  });

  it('of a mirror are not deleted', async () => {
    const registry = bench.registry();
    bench.quay.settings.mirroringRobots = ['acme-platform+mirror'];
    const row = await walk(registry, 'acme-platform', 'mirror');
    const error = await failure(run(registry, 'delete', row), 'conflict');
    assert.match(error.message, /mirrors a repository/);
  });

  it('are not created where the administrator switched them off, and the row says so', async () => {
    const registry = bench.registry();
    const open = await walk(registry, 'acme-platform');
    bench.quay.settings.robotsDisallow = true;
    const error = await failure(
      run(registry, 'createRobot', open, { name: 'other' }),
      'unsupported',
    );
    const sentence = `The administrator of ${bench.quay.hostname} has switched robots off: none can be created.`;
    assert.equal(error.message, sentence);
    const row = await walk(registry, 'acme-platform');
    assert.equal(row.can.includes('createRobot'), false);
    assert.equal(row.blocked?.createRobot, sentence);
    bench.quay.settings.robotsDisallow = false;
  });

  it('say before they are regenerated who used them and where they may write', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'ci');
    assert.deepEqual(await consequenceOf(registry, 'regenerate', row), {
      message: 'Regenerate the token of acme-platform+ci?',
      detail: [
        'The current token stops working at once, wherever it is used; there is no overlap. Permissions stay.',
        'Whoever has logged in with it can renew that login until the robot is deleted. After a leak, create a robot under a new name, give it the same permissions, deliver its token, and then delete this one.',
        'It was last used on 2026-08-03.',
      ].join('\n'),
    });
    await registry.details(row, never);
    assert.match(
      (await consequenceOf(registry, 'regenerate', row))?.detail ?? '',
      /It was last used on 2026-08-03\.\nIt may write to api\.$/,
    );
  });

  it('name what goes before they are deleted', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'release');
    await registry.details(row, never);
    const consequence = await consequenceOf(registry, 'delete', row);
    assert.equal(consequence?.message, 'Delete the robot acme-platform+release?');
    assert.match(consequence.detail, /permissions and trusted issuers go with it/);
    assert.match(consequence.detail, /It may write to api, web\.$/);
  });

  it('are called by nothing that is no token', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'ci', 'Repositories');
    const error = await failure(registry.fetch(row, never), 'unsupported');
    assert.equal(error.message, '“Repositories” has no token to read.');
  });

  it('are named while typing by the rule of the server', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform');
    const form = await registry.actions.createRobot?.form?.(row, never);
    assert.equal(form?.title, 'Create Robot in acme-platform');
    const [name, description] = form.fields;
    assert(name?.type === 'text' && description?.type === 'text');
    assert.equal(name.normalize?.(' acme-platform+ci '), 'ci');
    assert.deepEqual(judge(name, 'ci'), {
      severity: 'info',
      message: 'acme-platform+ci may neither pull nor push until it is given permissions.',
    });
    assert.equal(judge(name, 'a__b')?.severity, 'error');
    assert.equal(judge(description, 'x'.repeat(255)), undefined);
    assert.deepEqual(judge(description, 'x'.repeat(256)), {
      severity: 'error',
      message: 'At most 255 characters; these are 256.',
    });
  });

  it('are judged by the server as they were while typing', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'dana');
    const form = await registry.actions.createRobot?.form?.(row, never);
    const [name] = form?.fields ?? [];
    assert(name?.type === 'text');
    bench.quay.settings.database = 'postgresql';
    const candidates = [
      'a',
      'ab',
      'A1',
      'a.b-c_d',
      'a..b',
      'a-',
      '-a',
      'a b',
      'ä1',
      '0',
      '00',
      'x'.repeat(250),
      'x'.repeat(251),
    ];
    for (const candidate of candidates) {
      const isGood: boolean = judge(name, candidate)?.severity !== 'error';
      const { run: create } = registry.actions.createRobot ?? assert.fail();
      const isTaken = await create(row, { name: candidate }, never).then(
        () => true,
        () => false,
      );
      assert.equal(isGood, isTaken, candidate);
    }
  });

  it('are verified with the registry, and told what they may do', async () => {
    const registry = bench.registry();
    const { record, secrets } = await registry.fetch(
      await walk(registry, 'acme-platform', 'ci'),
      never,
    );
    bench.requests();
    assert.deepEqual(await registry.verify(record, secrets, never), {
      state: 'accepted',
      message: `${bench.quay.hostname} accepts the token of acme-platform+ci.`,
      details: [
        { label: 'acme-platform/api', value: 'pull, push' },
        { label: 'acme-platform/web', value: 'pull' },
      ],
    });
    const service = encodeURIComponent(bench.quay.hostname);
    assert.deepEqual(bench.requests(), [
      `GET /v2/auth?service=${service}`,
      'GET /api/v1/organization/acme-platform/robots/ci/permissions',
      `GET /v2/auth?service=${service}&scope=repository%3Aacme-platform%2Fapi%3Apull%2Cpush&scope=repository%3Aacme-platform%2Fweb%3Apull`,
    ]);
  });

  it('are verified although their permissions may not be seen', async () => {
    const registry = bench.registry(bench.quay.tokens.orgAdmin);
    const row = await walk(bench.registry(), 'acme-platform', 'ci');
    const { record, secrets } = await registry.fetch(row, never);
    const verification = await registry.verify(record, secrets, never);
    assert.equal(verification.state, 'accepted');
    assert.equal(verification.details[0]?.label, 'Repositories');
    assert.match(JSON.stringify(verification.details), /this one lacks user:admin/);
  });

  it('are refused with the reason', async () => {
    const { host } = new URL(bench.quay.url);
    const registry = bench.registry();
    const row = await walk(registry, 'acme-platform', 'spare');
    const { record, secrets } = await registry.fetch(row, never);
    const verdict = async () => {
      const { state, message } = await registry.verify(record, secrets, never);
      return [state, message];
    };
    const refused = (reason: string) => ['refused', `${host} refuses the token: ${reason}`];

    const organization = bench.quay.world.organizations.get('acme-platform');
    assert(organization);
    organization.enabled = false;
    assert.deepEqual(await verdict(), refused('the owner of the robot is disabled.'));
    organization.enabled = true;
    bench.quay.settings.robotsDisallow = true;
    assert.deepEqual(await verdict(), refused('the administrator has switched robots off.'));
    bench.quay.settings.robotsDisallow = false;
    await run(registry, 'regenerate', row);
    assert.deepEqual(
      await verdict(),
      refused('it is not the robot’s current token; perhaps that was regenerated.'),
    );
    await run(registry, 'delete', row);
    assert.deepEqual(await verdict(), refused('there is no such robot; it may have been deleted.'));
  });

  it('are verified with the token that is asked about', async () => {
    const registry = bench.registry();
    const { record } = await registry.fetch(await walk(registry, 'acme-platform', 'ci'), never);
    const verification = await registry.verify(
      record,
      { token: new Secret('A'.repeat(64)) },
      never,
    );
    assert.equal(verification.state, 'refused');
  });
});
