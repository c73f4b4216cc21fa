import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { JfrogToken } from '../../sandbox/jfrog/model.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts';
import type { WorkbenchWindow } from '../driver/index.ts';
import { offerAccounts, startPlayground as startBase } from '../playground.ts';
import type { Playground as Base, Surroundings } from '../playground.ts';

/** The name under which the sandbox's account is offered. */
export const account = 'Sandbox JFrog';
export const mine = [account, 'My tokens'] as const;

export interface PlaygroundOptions {
  /** More variables for the editor. */
  readonly env?: (around: Surroundings) => Promise<Readonly<Record<string, string>>>;
  /** More extensions, packaged. */
  readonly others?: (around: Surroundings) => Promise<readonly string[]>;
  /** How the platform is, beside the path it is below. */
  readonly jfrog?: SandboxOptions['jfrog'];
}

/** A sandbox JFrog below a path, and a real VS Code to which an admin's account is offered. */
export interface Playground extends Base {
  /** The latest token with a description, as the server knows it. */
  readonly issued: (description: string) => JfrogToken | undefined;
}

/** Starts both; whoever starts them closes them. */
export async function startPlayground(
  suite: string,
  { env, others, jfrog }: PlaygroundOptions = {},
): Promise<Playground> {
  const base = await startBase(
    { bigOrganizations: {}, jfrog: { contextPath: '/corp/jfrog', ...jfrog } },
    async (around) => ({
      suite,
      others: (await others?.(around)) ?? [],
      env: { ...(await offerAccounts(around, offer(around.sandbox))), ...(await env?.(around)) },
    }),
  );
  const { tokens } = base.sandbox.jfrog.world;
  return {
    ...base,
    issued: (wanted) => [...tokens.values()].findLast(({ description }) => description === wanted),
  };
}

/** A Docker of the playground's own, which trusts the sandbox. */
export async function dockerEnvironment({ directory, sandbox }: Surroundings) {
  const config = path.join(directory, 'docker');
  await mkdir(config);
  return { DOCKER_CONFIG: config, SSL_CERT_FILE: sandbox.ca };
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

/** Begins to issue a token with the rights of its user, up to the step for the lifetime. */
export async function issueOfOwn(window: WorkbenchWindow): Promise<void> {
  await window.tree.clickAction(mine, 'Issue Token…');
  await window.quickInput.waitFor('Issue Token: Lifetime');
}
