import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JfrogToken } from '../../sandbox/jfrog/model.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts';
import { startWorkbench } from '../driver/index.ts';
import type { Workbench, WorkbenchWindow } from '../driver/index.ts';

/** The name under which the sandbox's account is offered. */
export const account = 'Sandbox JFrog';
export const mine = [account, 'My tokens'] as const;

/** A sandbox JFrog below a path, and a real VS Code to which an admin's account is offered. */
export interface Playground extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly workbench: Workbench;
  readonly window: WorkbenchWindow;
  /** An empty directory of its own. */
  readonly directory: string;
  /** The latest token with a description, as the server knows it. */
  issued(description: string): JfrogToken | undefined;
}

/**
 * Starts both; whoever starts them closes them.
 *
 * @param env more variables for the editor, out of the directory
 * @param jfrog how the platform is, beside the path it is below
 */
export async function startPlayground(
  suite: string,
  env: (directory: string, sandbox: Sandbox) => Readonly<Record<string, string>> = () => ({}),
  jfrog: SandboxOptions['jfrog'] = {},
): Promise<Playground> {
  const sandbox = await startSandbox({
    bigOrganizations: {},
    jfrog: { contextPath: '/corp/jfrog', ...jfrog },
  });
  const directory = await mkdtemp(path.join(tmpdir(), 'rt-jfrog-'));
  const accountsFile = path.join(directory, 'accounts.json');
  const clean = async (): Promise<void> => {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await writeFile(accountsFile, JSON.stringify({ accounts: [offer(sandbox)] }), { mode: 0o600 });
    const workbench = await startWorkbench({
      suite,
      env: { REGISTRY_TOKENS_ACCOUNTS: accountsFile, ...env(directory, sandbox) },
    });
    return {
      sandbox,
      workbench,
      window: workbench.window,
      directory,
      issued: (description) =>
        [...sandbox.jfrog.world.tokens.values()].findLast(
          (token) => token.description === description,
        ),
      async [Symbol.asyncDispose]() {
        await workbench.close();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
}

const offer = ({ jfrog, ca }: Sandbox): object => ({
  kind: 'jfrog',
  label: account,
  url: jfrog.url,
  tls: { caFile: ca },
  signIn: { token: jfrog.world.jwt(jfrog.tokens.admin) },
});

/** Imports the offered account through the empty view, as a person does on the first day. */
export async function importAccount(window: WorkbenchWindow): Promise<void> {
  await window.openView();
  await window.tree.clickWelcome('Import Accounts');
  await window.dialog.waitFor(`Import the account “${account}”?`);
  await window.dialog.click('Import');
  await window.tree.expand(account);
}

/**
 * Adds the steps of one story to a suite. A step that fails leaves a picture of every window, and
 * those after it fail at once, since they would only wait for what cannot come.
 *
 * @param it node:test's
 */
export function stepsOf(
  it: (name: string, act: () => Promise<void>) => unknown,
  playground: () => Playground,
): (name: string, act: () => Promise<void>) => void {
  let broken: string | undefined;
  return (name, act) => {
    it(name, async () => {
      if (broken !== undefined) throw new Error(`not tried, since “${broken}” failed`);
      try {
        await act();
      } catch (error) {
        broken = name;
        await playground().workbench.keepFailure({ name });
        throw error;
      }
    });
  };
}
