import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { onPath } from '../tools/on-path.ts';
import { findRegistry, startRegistry } from './docker/peers.ts';
import { Skopeo } from './docker/skopeo.ts';
import { waitFor } from './driver/index.ts';
import { accountLabel, clipboardHolds, importAccount, robotToken } from './quay/playground.ts';
import { story } from './quay/story.ts';

const acme = [accountLabel, 'acme-platform'] as const;
const nightly = [...acme, 'nightly'] as const;
const robot = 'acme-platform+nightly';
const permissions = 'Create Robot in acme-platform: Permissions';

const skopeo = (await onPath('skopeo')) ?? '';
const registryProgram = (await findRegistry()) ?? '';
const missing = [
  ...(skopeo === '' ? ['skopeo'] : []),
  ...(registryProgram === '' ? ['docker-registry'] : []),
].join(' and ');

story('permissions of a robot', { suite: 'quay-permissions' }, (step) => {
  step('are asked with a new robot, and say which scope is missing', async (playground) => {
    const { window, sandbox } = playground;
    const { world } = sandbox.quay;
    for (let index = 0; index < 120; index += 1) {
      world.addRepository('acme-platform', `service-${index}`, { dana: 'admin' });
    }
    await importAccount(window);
    await window.tree.expand(accountLabel);
    await window.tree.clickAction(acme, 'Create Robot…');
    await window.quickInput.answer('Create Robot in acme-platform: Name', 'nightly');
    await window.quickInput.answer('Create Robot in acme-platform: Description', '');
    await window.quickInput.waitFor(permissions);
    await window.quickInput.fill('read other/api');
    await window.quickInput.waitForMessage(/^other\/api is not in acme-platform/);
    await window.quickInput.answer(permissions, 'read acme-platform/api');
    await window.quickInput.waitForMessage(/with an API token that has the scope repo:admin/);
    await window.screenshot('scope-missing');
    assert.equal(world.robots.has(robot), false);
  });

  step('are set with the robot', async ({ window, sandbox }) => {
    const { tokens, world } = sandbox.quay;
    const scopes = new Set([...tokens.full.scopes, 'repo:admin'] as const);
    world.apiTokens.set(tokens.full.secret, { ...tokens.full, scopes });
    await window.quickInput.accept();
    const created = `${robot} was created. It may read api.`;
    await window.quickInput.waitFor(({ placeholder }) => placeholder === created);
    await window.screenshot('created');
    await window.quickInput.pick('Copy Token');
    await clipboardHolds(window, robotToken(sandbox, robot));
    assert.equal(world.repositories.get('acme-platform/api')?.grants.get(robot), 'read');
  });

  step(
    'that were set in part are gone on with, or the new robot goes again',
    async (playground) => {
      const { window, sandbox } = playground;
      const { faults, world } = sandbox.quay;
      const path = '*/permissions/user/acme-platform%2Bhalf*';
      const given = (name: string) =>
        [...world.repositories.values()].filter(({ grants }) => grants.has(name)).length;
      const createInPart = async (short: string): Promise<RegExp> => {
        faults.add({ kind: 'status', method: 'PUT', path, skip: 3, times: 4 });
        await window.tree.clickAction(acme, 'Create Robot…');
        await window.quickInput.answer('Create Robot in acme-platform: Name', short);
        await window.quickInput.answer('Create Robot in acme-platform: Description', '');
        const seven = 'read api base web secret, write service-1 service-2 service-3';
        await window.quickInput.answer(permissions, seven);
        const created = `acme-platform+${short} was created, but not with all of its permissions.`;
        await window.quickInput.waitFor(({ placeholder }) => placeholder === created);
        await window.quickInput.pick('Just Keep It');
        const missing = new RegExp(
          `: 4 of the 7 permissions of the new robot acme-platform\\+${short} were not set`,
        );
        await window.notifications.waitFor(missing);
        assert.equal(given(`acme-platform+${short}`), 3);
        return missing;
      };
      const missing = await createInPart('half');
      await window.screenshot('in-part');
      await window.notifications.click(missing, 'Go On');
      const done = /^4 permissions of acme-platform\+half were set: /;
      await window.notifications.waitFor(done);
      assert.equal(given('acme-platform+half'), 7);
      await window.screenshot('gone-on');
      await window.notifications.dismiss(done);

      await window.notifications.click(await createInPart('half-too'), 'Go Back');
      const deleted = 'acme-platform+half-too was deleted.';
      await window.notifications.waitFor(deleted);
      assert.equal(world.robots.has('acme-platform+half-too'), false);
      await window.screenshot('gone-back');
      await window.notifications.dismiss(deleted);
    },
  );

  step('are set on what the server finds, after the difference', async ({ window, sandbox }) => {
    await window.tree.pickFromMenu(nightly, 'Set Permissions…', 'Access');
    await window.quickInput.choose(`Set Permissions of ${robot}: Role`, 'Write');
    await window.quickInput.waitFor(`Set Permissions of ${robot}: Repositories`);
    await window.quickInput.toggle('base');
    await window.quickInput.type('service-115');
    await window.quickInput.waitForFirst('service-115');
    await window.screenshot('found');
    await window.quickInput.toggle('service-115');
    await window.quickInput.accept();
    const { detail, buttons } = await window.dialog.waitFor(`Change 2 permissions of ${robot}?`);
    assert.deepEqual(detail.split('\n'), ['base: nothing → write', 'service-115: nothing → write']);
    assert.deepEqual(buttons.toSorted(), ['Cancel', 'Leave As Is', 'Set']);
    await window.screenshot('difference');
    sandbox.recorder.clear();
    await window.dialog.click('Set');
    const done = `2 permissions of ${robot} were set: base, service-115.`;
    await window.notifications.waitFor(done);
    const sent = sandbox.recorder.requests.filter(({ method }) => method === 'PUT');
    assert.equal(sent.length, 2);
    await window.tree.expand(...nightly);
    await window.tree.expand(...nightly, 'Repositories');
    const rows = await window.tree.children(...nightly, 'Repositories');
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['acme-platform/api', 'read'],
        ['acme-platform/base', 'write'],
        ['acme-platform/service-115', 'write'],
      ],
    );
    await window.notifications.dismiss(done);
    await window.tree.expand(...nightly, 'Repositories', 'acme-platform/base');
    const who = await window.tree.children(...nightly, 'Repositories', 'acme-platform/base');
    assert.equal(who.at(0)?.label, 'Admins of acme-platform');
    assert.equal(who.find(({ label }) => label === robot)?.description, 'write');
    await window.screenshot('set');
    await window.tree.collapse(...nightly, 'Repositories', 'acme-platform/base');

    // The same of a repository that no robot shown here has anything to do with.
    const teams = sandbox.quay.world.organizations.get('acme-platform')?.teams;
    Object.assign(teams?.get('builders') ?? {}, { syncedFrom: 'ldap' });
    sandbox.quay.world.repositories.get('acme-platform/base')?.teamGrants.set('builders', 'read');
    const branch = [accountLabel, 'Repositories'] as const;
    const all = [...branch, 'acme-platform'] as const;
    await window.tree.collapse(...acme);
    await window.tree.expand(...branch);
    await window.tree.expand(...all);
    await window.tree.expand(...all, 'acme-platform/base');
    const access = await window.tree.children(...all, 'acme-platform/base');
    assert.deepEqual(
      access.slice(0, 2).map(({ label, description }) => [label, description]),
      [
        ['Admins of acme-platform', 'admin'],
        ['builders', 'team · read · synced from a directory'],
      ],
    );
    assert.equal(access.find(({ label }) => label === robot)?.description, 'write');
    await window.screenshot('who-may-what');
    await window.tree.collapse(...branch);
    await window.tree.expand(...acme);
  });

  step('come from teams as well, which are set with one question', async (playground) => {
    const { window, sandbox } = playground;
    await window.tree.pickFromMenu(nightly, 'Set Teams…', 'Access');
    await window.quickInput.waitFor(`Set Teams of ${robot}: Teams`);
    await window.quickInput.toggle('builders');
    await window.quickInput.accept();
    const { detail } = await window.dialog.waitFor(`Change the teams of ${robot}?`);
    assert.match(detail, /^joins builders\n/);
    await window.screenshot('teams');
    await window.dialog.click('Set');
    const done = `${robot} is in these teams now: builders.`;
    await window.notifications.waitFor(done);
    const { teams } = sandbox.quay.world.organizations.get('acme-platform') ?? {};
    assert.equal(teams?.get('builders')?.members.has(robot), true);
    await window.notifications.dismiss(done);
  });

  step('are given on new repositories by themselves', async ({ window, sandbox }) => {
    const title = 'Set Default Permissions of acme-platform';
    await window.tree.pickFromMenu(acme, 'Set Default Permissions…');
    await window.quickInput.choose(`${title}: Default Permission`, 'Add One…');
    await window.quickInput.answer(`${title}: For Whom`, robot);
    await window.quickInput.answer(`${title}: Made By`, '');
    await window.quickInput.choose(`${title}: Role`, 'Read');
    const { detail } = await window.dialog.waitFor(
      'Change the default permissions of acme-platform?',
    );
    assert.match(detail, /^acme-platform\+nightly: nothing → read\n/);
    await window.screenshot('default');
    await window.dialog.click('Set');
    const done = `${robot} gets read on new repositories of acme-platform from now on.`;
    await window.notifications.waitFor(done);
    const { prototypes } = sandbox.quay.world.organizations.get('acme-platform') ?? {};
    assert.equal(prototypes?.values().next().value?.delegate.name, robot);
    await window.notifications.dismiss(done);
  });

  step('are used by CI jobs without a secret, once the robot is keyless', async (playground) => {
    const { window, sandbox, login } = playground;
    const git = join(playground.workbench.folder, '.git');
    await mkdir(git);
    await writeFile(join(git, 'HEAD'), 'ref: refs/heads/main\n');
    const url = 'https://dana:ghp_planted@github.com/acme/api.git';
    await writeFile(join(git, 'config'), `[remote "origin"]\n\turl = ${url}\n`);
    const title = `Make ${robot} Keyless`;
    await window.tree.pickFromMenu(nightly, 'Make Robot Keyless…', 'Access');
    await window.quickInput.waitFor(`${title}: Repository`);
    await window.quickInput.waitForFirst('https://github.com/acme/api');
    await window.screenshot('repository');
    await window.quickInput.accept();
    await window.quickInput.choose(`${title}: Jobs`, 'Branch');
    await window.quickInput.waitFor(`${title}: Name`);
    await window.quickInput.waitForFirst('main');
    await window.quickInput.accept();
    await window.quickInput.choose(`${title}: Form of the Subject`, 'Names');
    const { issuer } = sandbox.oidc;
    await window.quickInput.answer(`${title}: Issuer`, issuer);
    await window.quickInput.waitFor(`${title}: Subject`);
    await window.quickInput.accept();
    const { detail } = await window.dialog.waitFor(
      `Let CI jobs log in as ${robot} without a stored secret?`,
    );
    const subject = 'repo:acme/api:ref:refs/heads/main';
    assert.deepEqual(detail.split('\n').slice(0, 2), [`Issuer: ${issuer}`, `Subject: ${subject}`]);
    await window.screenshot('keyless');
    await window.dialog.click('Trust');
    const done = `${robot} trusts ${issuer} as ${subject} now.`;
    await window.notifications.waitFor(done);
    assert.deepEqual(sandbox.quay.world.robots.get(robot)?.federation, [{ issuer, subject }]);
    await window.screenshot('ci-part');
    await window.notifications.dismiss(done);

    const identity = await sandbox.oidc.mint({ sub: subject });
    await window.tree.pickFromMenu(nightly, 'Exchange OIDC Token…', 'Access');
    await window.quickInput.answer(`Exchange Token for ${robot}: OIDC token`, identity);
    const got = `${robot} got a token for one hour.`;
    await window.quickInput.waitFor(({ placeholder }) => placeholder === got);
    await window.writeClipboard('');
    await window.quickInput.pick('Copy Token');
    const token = await waitFor('the token in the clipboard', async () => {
      const text = await window.readClipboard();
      return text === '' ? undefined : text;
    });
    assert.equal(await login(robot, token), 200);
  });

  // A machine without them cannot tell; the count says that it was skipped, and this line why.
  if (missing !== '') {
    it('open to skopeo what they allow', { skip: `${missing} cannot be had on this machine` });
    return;
  }
  step('open to skopeo what they allow, and nothing else', async ({ sandbox }) => {
    await using registry = await startRegistry(registryProgram, sandbox);
    await using client = await Skopeo.create(skopeo, sandbox, registry.host);
    const loginOf = (user: string) => ({ user, secret: robotToken(sandbox, user) });
    const own = loginOf(robot);
    assert.equal(await client.push('acme-platform/api', loginOf('acme-platform+ci')), true);
    assert.equal(await client.push('acme-platform/service-115', own), true);
    assert.equal(await client.pull('acme-platform/service-115', own), true);
    assert.equal(await client.pull('acme-platform/api', own), true);
    assert.equal(await client.push('acme-platform/api', own), false);
    assert.equal(await client.push('acme-platform/secret', own), false);
    assert.equal(await client.pull('acme-platform/secret', own), false);
  });
});
