import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import type { Outcome } from '../../src/core/outcome.ts';
import { prefix } from '../../src/ids.ts';
import { editorDoors } from '../../src/ui/doors/editor-doors.ts';
import { kubeSettings } from '../../src/ui/editor/kube-settings.ts';
import { proxySettings } from '../../src/ui/editor/proxy-settings.ts';
import { aloneIn } from '../../src/vault/alone.ts';
import { systemClock } from '../sandbox/clock.ts';
import type { SandboxDescription } from '../sandbox/describe.ts';
import { pluginUser, writeKubeconfig, writeProgram } from '../sandbox/kube/kubeconfig.ts';
import { packedRok } from './probe/packed.ts';
import { sandboxVariable } from './runner/protocol.ts';

const never = new AbortController().signal;
const inside = /lies inside a workspace that is not trusted, so it is neither read nor run\.$/;

describe('a Rok account in a folder that is not trusted', () => {
  const { rok, ca } = JSON.parse(process.env[sandboxVariable] ?? '') as SandboxDescription;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder);
  const workspace = join(folder.uri.fsPath, 'cluster');
  const environment = { ...process.env };
  let outside: string;
  /** Every program of the workspace leaves it here. */
  let mark: string;

  before(async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    outside = await mkdtemp(join(tmpdir(), 'registry-tokens-restricted-'));
    mark = join(outside, 'ran');
    await mkdir(join(workspace, '.kube'), { recursive: true });
    const trap = `touch '${mark}'`;
    for (const name of ['kubectl', 'corp-login']) await writeProgram(workspace, name, trap);
    // A way that would work, if it were taken.
    const usual = await readFile(rok.kubeconfig, 'utf8');
    for (const name of ['config', '.kube/config']) await writeFile(join(workspace, name), usual);
    await symlink(join(workspace, 'config'), join(outside, 'link'));
  });
  afterEach(async () => {
    for (const name of ['HOME', 'KUBECONFIG', 'PATH']) restore(name);
    for (const name of ['transport', 'kubeconfig', 'kubectl']) await set(name, undefined);
    assert.equal(existsSync(mark), false, 'a program of the workspace was run');
  });
  after(async () => {
    await rm(workspace, { recursive: true, force: true });
    await rm(outside, { recursive: true, force: true });
  });

  function restore(name: string): void {
    const value = environment[name];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }

  async function issue(context: string = rok.context): Promise<Outcome> {
    const { rokAdapter, createHttpClient, openKubernetes } = await packedRok();
    const kubernetes = openKubernetes(
      () => kubeSettings(editorDoors.messages),
      aloneIn(outside).singleUse,
    );
    const { namespace, service, user } = rok;
    const registry = rokAdapter.open({
      account: {
        id: 'restricted',
        kind: 'rok',
        label: 'restricted',
        url: rok.url,
        userName: user,
        options: { context, namespace, service, user },
      },
      http: createHttpClient({ tls: { ca: await readFile(ca, 'utf8') }, proxy: proxySettings }),
      clock: systemClock(),
      signIn: () => Promise.resolve({}),
      kubernetes: () => Promise.resolve(kubernetes),
    });
    for await (const [row] of registry.roots(never)) {
      assert(row && registry.actions.issue);
      return registry.actions.issue.run(row, { lifetime: '60', subject: 'own' }, never);
    }
    return assert.fail('there is no row');
  }

  /** A kubeconfig outside of the workspace whose user names something inside of it. */
  const naming = (user: Readonly<Record<string, unknown>>) =>
    writeKubeconfig(join(outside, 'naming'), [
      { name: 'test', server: 'https://127.0.0.1:1', ca: '', user },
    ]);

  it('issues tokens all the same, with what lies outside', async () => {
    await set('kubeconfig', rok.kubeconfig);
    assert((await issue()).issued);
  });

  for (const transport of ['built-in', 'kubectl']) {
    describe(`by ${transport}`, () => {
      beforeEach(() => set('transport', transport));

      it('reads no kubeconfig inside it, whoever names it, and says why', async () => {
        await set('kubeconfig', join(workspace, 'config'));
        await assert.rejects(issue(), { code: 'forbidden', message: inside });
        await set('kubeconfig', join(outside, 'link'));
        await assert.rejects(issue(), { code: 'forbidden', message: inside });
        await set('kubeconfig', undefined);
        process.env['KUBECONFIG'] = [rok.kubeconfig, join(workspace, 'config')].join(delimiter);
        await assert.rejects(issue(), { code: 'forbidden', message: inside });
        delete process.env['KUBECONFIG'];
        process.env['HOME'] = workspace;
        await assert.rejects(issue(), { code: 'forbidden', message: inside });
      });

      it('reads no file of a kubeconfig inside it, and says why', async () => {
        for (const member of ['tokenFile', 'client-key', 'client-certificate']) {
          await set('kubeconfig', await naming({ [member]: join(workspace, 'config') }));
          await assert.rejects(issue('test'), { code: 'forbidden', message: inside });
        }
      });

      it('runs no credential plugin inside it, and says why', async () => {
        await set('kubeconfig', await naming(pluginUser(join(workspace, 'corp-login'))));
        await assert.rejects(issue('test'), { code: 'forbidden', message: inside });
        process.env['PATH'] = [workspace, environment['PATH']].join(delimiter);
        await set('kubeconfig', await naming(pluginUser('corp-login')));
        await assert.rejects(issue('test'), /corp-login|kubectl was not found/);
      });
    });
  }

  it('runs no kubectl inside it, and says why', async () => {
    await set('kubeconfig', rok.kubeconfig);
    await set('transport', 'kubectl');
    await set('kubectl', join(workspace, 'kubectl'));
    await assert.rejects(issue(), { code: 'forbidden', message: inside });
    await set('kubectl', undefined);
    process.env['PATH'] = workspace;
    await assert.rejects(issue(), {
      code: 'not-found',
      message: 'kubectl was not found; the setting registryTokens.kubernetes.kubectl names it.',
    });
  });
});

async function set(name: string, value: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration(prefix)
    .update(`kubernetes.${name}`, value, vscode.ConfigurationTarget.Global);
}
