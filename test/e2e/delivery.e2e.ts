import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { NAMESPACE } from '../sandbox/kube/resources.ts';
import { contexts } from '../sandbox/rok/rok.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { onPath } from '../tools/on-path.ts';
import { Clients, readers, type Image } from './docker/clients.ts';
import { findRegistry, startRegistry, type RegistryPeer } from './docker/peers.ts';
import { waitFor } from './driver/index.ts';
import type { WorkbenchWindow } from './driver/index.ts';
import { accountLabel, importAccount, robotToken, startPlayground } from './quay/playground.ts';
import type { Playground } from './quay/playground.ts';
import { story } from './story.ts';

const registryProgram = await findRegistry();
const programs: string[] = [];
for (const name of Object.keys(readers)) {
  if ((await onPath(name)) !== undefined) programs.push(name);
}
const missing = registryProgram === undefined ? 'docker-registry' : 'skopeo';
const canRun = registryProgram !== undefined && programs.includes('skopeo');

/** A robot that may write the repository, which everybody may read. */
const robot = 'acme-platform+mirror';
const row = [accountLabel, 'acme-platform', 'mirror'] as const;
const pullSecret = 'acme-pull';

interface Stage extends Playground {
  readonly registry: RegistryPeer;
  readonly clients: Clients;
  readonly image: Image;
}

async function setStage(): Promise<Stage> {
  const playground = await startPlayground({
    suite: 'delivery',
    env: ({ rok }) => ({ SHELL: '/bin/sh', KUBECONFIG: rok.kubeconfig }),
  });
  const { sandbox, workbench } = playground;
  const registry = await startRegistry(registryProgram ?? '', sandbox);
  sandbox.quay.settings.serverHostname = registry.host;
  const clients = new Clients(workbench.home, sandbox.ca);
  await clients.prepare();
  return {
    ...playground,
    registry,
    clients,
    image: { host: registry.host, repository: 'acme-platform/base', tag: '1' },
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      await playground[Symbol.asyncDispose]();
    },
  };
}

/** Where clients and editors of the person at this machine keep what a test must not touch. */
const realPlaces = [
  path.join(userInfo().homedir, '.docker', 'config.json'),
  path.join(userInfo().homedir, '.config', 'containers', 'auth.json'),
  path.join(userInfo().homedir, '.local', 'share', 'registry-tokens'),
  `/run/containers/${userInfo().uid}/auth.json`,
  '/usr/local/sbin/docker-credential-registry-tokens',
  '/usr/local/bin/docker-credential-registry-tokens',
];

const stateOfRealPlaces = (): Promise<string[]> =>
  Promise.all(
    realPlaces.map((place) =>
      lstat(place).then(
        ({ mtimeMs }) => `${place} ${mtimeMs}`,
        () => `${place} is not there`,
      ),
    ),
  );

async function openRow(window: WorkbenchWindow): Promise<void> {
  await window.openView();
  await window.tree.expand(row[0]);
  await window.tree.expand(row[0], row[1]);
  await window.tree.row(...row);
}

/** The password in the cluster's pull secret for a host. */
function passwordInCluster({ rok }: Sandbox, host: string): unknown {
  const data = rok.kube.objects.get('secrets', NAMESPACE, pullSecret)?.['data'];
  const encoded = (data as Record<string, string> | undefined)?.['.dockerconfigjson'] ?? '';
  const text = Buffer.from(encoded, 'base64').toString() || '{}';
  const { auths } = JSON.parse(text) as { auths?: Record<string, { password: string }> };
  return auths?.[host]?.password;
}

story(
  'a robot token that is served to real clients and put into a cluster',
  setStage,
  (step) => {
    const realBefore = stateOfRealPlaces();

    step('is served from its row, after the person was told what that means', async (stage) => {
      const { window, registry, clients } = stage;
      await importAccount(window);
      await openRow(window);
      await window.tree.pickFromMenu(
        row,
        'Serve Token to Docker, Podman and Others…',
        'Use Token In',
      );
      const link = await window.dialog.waitFor('Put the credential helper on the PATH?');
      assert.ok(link.detail.includes(`put into ${path.join(clients.home, 'bin')},`), link.detail);
      await window.screenshot('put-on-path');
      await window.dialog.click('Put It There');
      const serve = await window.dialog.waitFor(`Serve ${registry.host} with ${robot}?`);
      assert.ok(serve.detail.includes(clients.dockerConfig), serve.detail);
      await window.screenshot('serve');
      await window.dialog.click('Serve');
      const { text, icons } = await window.statusBar.waitFor('served');
      assert.deepEqual([text, icons], [registry.host, ['broadcast']]);
      await window.tree.waitForRow(row, ({ description }) =>
        description.startsWith(`serves ${registry.host}`),
      );
      assert.deepEqual(await clients.readDockerConfig(), {
        credHelpers: { [registry.host]: 'registry-tokens' },
      });
    });

    step('logs real clients in, and says who asked', async (stage) => {
      const { window, registry, clients, image, sandbox } = stage;
      await clients.push(image);
      const first = `skopeo asked for the login for ${registry.host} and got the token ${robot}. The name is what the program calls itself.`;
      await window.notifications.waitFor(first);
      await window.screenshot('first-use');
      await window.notifications.dismiss(first);
      const { stdout } = await clients.ask(registry.host);
      assert.deepEqual(JSON.parse(stdout), {
        ServerURL: registry.host,
        Username: robot,
        Secret: robotToken(sandbox, robot),
      });
      const { ariaLabel } = await window.statusBar.waitFor('served', (item) =>
        item.ariaLabel.includes('Last asked'),
      );
      assert.ok(ariaLabel.includes(`is served with the token ${robot}.`), ariaLabel);
    });

    step('is put into a pull secret, after the difference was shown', async (stage) => {
      const { window, image, sandbox } = stage;
      await window.tree.pickFromMenu(row, 'Put into Kubernetes…', 'Use Token In');
      await window.quickInput.waitFor('Put into Kubernetes: Kubernetes context');
      await window.quickInput.pick(contexts.token);
      await window.quickInput.waitFor('Put into Kubernetes: Namespaces');
      await window.quickInput.toggle('Another namespace…');
      await window.quickInput.accept();
      await window.quickInput.answer('Put into Kubernetes: Namespace', NAMESPACE);
      await window.quickInput.waitFor('Put into Kubernetes: Secret');
      await window.quickInput.fill(pullSecret);
      await window.quickInput.accept();
      await window.quickInput.waitFor('Put into Kubernetes: Service accounts');
      await window.quickInput.toggle('default');
      await window.screenshot('service-accounts');
      await window.quickInput.accept();
      const { detail } = await window.dialog.waitFor(
        `Put ${robot} into the cluster of the context “${contexts.token}”?`,
      );
      assert.ok(detail.includes(`a new Secret with ${image.host}.`), detail);
      assert.ok(detail.includes('Pods of these service accounts use it automatically'), detail);
      await window.screenshot('difference');
      await window.dialog.click('Put It There');
      const done = `The pull secret ${pullSecret} of “${contexts.token}” logs in to ${image.host} with ${robot}.`;
      await window.notifications.waitFor(done);
      await window.notifications.dismiss(done);
      assert.equal(passwordInCluster(sandbox, image.host), robotToken(sandbox, robot));
    });

    step('goes on when it is regenerated, and is brought to the cluster again', async (stage) => {
      const { window, clients, image, sandbox } = stage;
      await window.tree.pickFromMenu(row, 'Regenerate Token…');
      const { detail } = await window.dialog.waitFor(`Regenerate the token of ${robot}?`);
      assert.ok(detail.includes(`served to Docker and others for ${image.host}`), detail);
      assert.ok(detail.includes(`pull secret ${pullSecret}`), detail);
      await window.screenshot('regenerate');
      await window.dialog.click('Regenerate');
      const stale = `1 place may need the new token of ${robot}.`;
      await window.notifications.waitFor(stale);
      await clients.push({ ...image, tag: '2' });
      await window.notifications.click(stale, 'Update…');
      await window.dialog.waitFor(`Write the new token of ${robot} there?`);
      await window.screenshot('update');
      await window.dialog.click('Update');
      await window.notifications.waitFor(`The new token of ${robot} is in 1 of 1 places.`);
      assert.equal(passwordInCluster(sandbox, image.host), robotToken(sandbox, robot));
      for (const program of programs) await clients.read(program, image);
    });

    step('is served on after a reload, and no longer after Stop Serving', async (stage) => {
      const { window, registry, clients, image } = stage;
      await window.reload();
      await window.statusBar.waitFor('served');
      // The window before it may be going only now, and clients get nothing in between.
      await waitFor('the helper to answer', async () =>
        (await clients.ask(registry.host)).code === 0 ? true : undefined,
      );
      await clients.push({ ...image, tag: '3' });
      await openRow(window);
      await window.tree.waitForRow(row, ({ description }) => description.includes('serves'));
      await window.switchTheme('Dark Modern');
      await window.screenshot('dark');
      await window.tree.pickFromMenu(row, 'Stop Serving');
      await window.statusBar.waitForNone('served');
      await window.tree.waitForRow(row, ({ description }) => !description.includes('serves'));
      assert.deepEqual(await clients.readDockerConfig(), {});
      assert.equal((await clients.ask(registry.host)).code, 1);
      await clients.read('skopeo', image);
    });

    step('is in a terminal of its own, and given to a command after a question', async (stage) => {
      const { window, clients, sandbox, leaks } = stage;
      leaks.expectInVariable('REGISTRY_PASSWORD');
      leaks.expectInVariable('FOR_ONE_COMMAND');
      await window.switchTheme('Light Modern');
      await window.tree.pickFromMenu(row, 'New Terminal with Tokens…', 'Use Token In');
      await window.quickInput.waitFor('New Terminal with Tokens');
      await window.quickInput.accept();
      await window.quickInput.pick('Open the Terminal');
      const { page } = window;
      await page.locator('.terminal.xterm').waitFor();
      await page.locator('.xterm-helper-textarea').last().focus();
      const [first, second] = ['of-terminal', 'of-command'].map((name) =>
        path.join(clients.home, name),
      );
      const digestOf = (file: string) =>
        waitFor(`the token in ${file}`, async () => {
          const text = await readFile(file, 'utf8').catch(() => '');
          return text.endsWith('-\n') ? text.slice(0, 64) : undefined;
        });
      const wanted = createHash('sha256').update(robotToken(sandbox, robot)).digest('hex');
      await page.keyboard.type(`printf %s "$REGISTRY_PASSWORD" | sha256sum > ${first}\n`);
      assert.equal(await digestOf(first ?? ''), wanted);
      await window.screenshot('terminal');
      const command = `sh -c 'printf %s "$FOR_ONE_COMMAND" | sha256sum > ${second}'`;
      const reference = `"FOR_ONE_COMMAND=${accountLabel}/${robot}"`;
      await page.keyboard.type(`registry-tokens run --env ${reference} -- ${command}\n`);
      await window.dialog.waitFor(`Give the token ${robot} to “sh”?`);
      await window.screenshot('give');
      await window.dialog.click('Give It');
      assert.equal(await digestOf(second ?? ''), wanted);
      await page.keyboard.type('exit\n');
      // The panel closes with it, and takes the focus along.
      await page.locator('.terminal.xterm').waitFor({ state: 'hidden' });
    });

    step('is given to a task as well, and not without a yes', async (stage) => {
      const { window, workbench, clients, sandbox, leaks } = stage;
      leaks.expectInVariable('FOR_A_TASK');
      const [token = '', code = ''] = ['of-task', 'code-of-task'].map((name) =>
        path.join(clients.home, name),
      );
      const reference = `"FOR_A_TASK=${accountLabel}/${robot}"`;
      const inTask = `sh -c 'printf %s "$FOR_A_TASK" | sha256sum > ${token}'`;
      const task = {
        label: 'wants a token',
        type: 'shell',
        command: `registry-tokens forget; registry-tokens run --env ${reference} -- ${inTask}; echo $? > ${code}`,
        problemMatcher: [],
        presentation: { reveal: 'never', close: true },
      };
      await mkdir(path.join(workbench.folder, '.vscode'));
      await writeFile(
        path.join(workbench.folder, '.vscode', 'tasks.json'),
        JSON.stringify({ version: '2.0.0', tasks: [task] }),
      );
      const runTask = async (button: string) => {
        await rm(code, { force: true });
        await window.runCommand('Tasks: Run Task');
        await window.quickInput.pick(task.label);
        await window.dialog.waitFor(`Give the token ${robot} to “sh”?`);
        await window.dialog.click(button);
        return waitFor('the end of the task', async () => {
          const text = await readFile(code, 'utf8').catch(() => '');
          return text.endsWith('\n') ? text.trim() : undefined;
        });
      };
      assert.equal(await runTask('Cancel'), '125');
      await assert.rejects(readFile(token), { code: 'ENOENT' });
      assert.equal(await runTask('Give It'), '0');
      const wanted = createHash('sha256').update(robotToken(sandbox, robot)).digest('hex');
      assert.equal(await readFile(token, 'utf8'), `${wanted}  -\n`);
    });

    step('is found where it was written, and taken for what it may do', async (stage) => {
      const { window, registry, clients, sandbox } = stage;
      const file = path.join(clients.home, '.config', 'containers', 'auth.json');
      const auth = Buffer.from(`${robot}:${robotToken(sandbox, robot)}`).toString('base64');
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify({ auths: { [registry.host]: { auth } } }));
      await window.runCommand('Registry Tokens: Check Logins on This Machine');
      await window.quickInput.choose('Logins on This Machine', registry.host);
      await window.quickInput.choose(registry.host, 'Check with Registry…');
      await window.dialog.waitFor(`Ask ${registry.host} whether it accepts this login?`);
      await window.screenshot('ask');
      await window.dialog.click('Ask');
      await window.quickInput.answer('Check Login', 'acme-platform/base');
      await window.dialog.waitFor(/^Send the login to 127\.0\.0\.1/);
      await window.dialog.click('Send It There');
      await waitFor('the verdict', async () =>
        (await window.quickInput.visibleItems()).some(
          ({ description, detail }) =>
            description.startsWith('Still works') &&
            description.endsWith('pulls and pushes') &&
            detail.includes('It may pull and push acme-platform/base.'),
        )
          ? true
          : undefined,
      );
      await window.screenshot('logins');
      await window.quickInput.cancel();
      await rm(file);
    });

    step('touches nothing of the person at this machine', async ({ clients, workbench }) => {
      assert.deepEqual(await stateOfRealPlaces(), await realBefore);
      assert.notEqual(clients.home, userInfo().homedir);
      assert.equal(clients.home, workbench.home);
      for (const name of ['HOME', 'DOCKER_CONFIG', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR']) {
        assert.ok(clients.env[name]?.startsWith(clients.home), name);
      }
      assert.equal(clients.env['REGISTRY_AUTH_FILE'], undefined);
    });
  },
  canRun ? false : `${missing} cannot be had on this machine`,
);
