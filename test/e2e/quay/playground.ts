import assert from 'node:assert/strict';
import { send } from '../../sandbox/client.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts';
import { waitFor } from '../driver/index.ts';
import type { WorkbenchOptions, WorkbenchWindow } from '../driver/index.ts';
import { offerAccounts, startPlayground as startBase } from '../playground.ts';
import type { Playground as Base } from '../playground.ts';

/** The name under which the sandbox's account is offered. */
export const accountLabel = 'Sandbox Quay';

/** Hours in which no test lets a token end by accident. */
export const hour = 3_600_000;

export interface PlaygroundOptions extends Omit<WorkbenchOptions, 'env'> {
  readonly sandbox?: SandboxOptions;
  /** More variables for the editor. */
  readonly env?: (sandbox: Sandbox) => WorkbenchOptions['env'];
}

/** A sandbox Quay, and a real VS Code to which its account is offered. */
export interface Playground extends Base {
  /** The accounts file that is offered. */
  readonly accountsFile: string;
  /** What Quay's `/v2/auth` answers to a login, as an HTTP status. */
  readonly login: (user: string, password: string) => Promise<number>;
}

/** Starts both; whoever starts them closes them. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { sandbox: sandboxOptions = {}, env: more, ...workbenchOptions } = options;
  let accountsFile = '';
  const base = await startBase(sandboxOptions, async (around) => {
    const env = await offerAccounts(around, offer(around.sandbox));
    accountsFile = env.REGISTRY_TOKENS_ACCOUNTS;
    return { ...workbenchOptions, env: { ...more?.(around.sandbox), ...env } };
  });
  return {
    ...base,
    accountsFile,
    login: (user, password) => login(base.sandbox, user, password),
  };
}

function offer(sandbox: Sandbox): object {
  return {
    kind: 'quay',
    label: accountLabel,
    url: sandbox.quay.url,
    tls: { caFile: sandbox.ca },
    signIn: { token: sandbox.quay.tokens.full.secret },
  };
}

async function login({ quay, authority }: Sandbox, user: string, password: string) {
  const { status } = await send(`${quay.url}/v2/auth?service=${quay.hostname}`, {
    basic: `${user}:${password}`,
    ca: authority.pem,
  });
  return status;
}

/** Imports the offered account through the empty view, as a person does on the first day. */
export async function importAccount(window: WorkbenchWindow): Promise<void> {
  await window.openView();
  await window.tree.clickWelcome('Import Accounts');
  await window.dialog.waitFor(`Import the account “${accountLabel}”?`);
  await window.dialog.click('Import');
  await window.tree.row(accountLabel);
}

/** The present token of a robot, by its full name, as the sandbox knows it. */
export function robotToken({ quay }: Sandbox, robot: string): string {
  const token = quay.world.robots.get(robot)?.token;
  assert.ok(token !== undefined, `the sandbox has no robot ${robot}`);
  return token;
}

/** Waits until the clipboard holds a text. */
export async function clipboardHolds(window: WorkbenchWindow, text: string): Promise<void> {
  await waitFor('the text in the clipboard', async () =>
    (await window.readClipboard()) === text ? true : undefined,
  );
}
