import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.ts';
import { startWorkbench } from './driver/index.ts';
import type { Workbench, WorkbenchOptions, WorkbenchWindow } from './driver/index.ts';
import { LeakWatch } from './leak/watch.ts';

/** Sandbox registries, and a real VS Code beside them. */
export interface Playground extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly workbench: Workbench;
  /** The workbench's first window. */
  readonly window: WorkbenchWindow;
  /** A directory of its own, which goes with it. */
  readonly directory: string;
  readonly leaks: LeakWatch;
}

/** What an editor is started with. */
export interface Surroundings {
  readonly sandbox: Sandbox;
  readonly directory: string;
}

/** Starts both; whoever starts them closes them. */
export async function startPlayground(
  sandboxOptions: SandboxOptions,
  workbenchOptions: (around: Surroundings) => WorkbenchOptions | Promise<WorkbenchOptions>,
): Promise<Playground> {
  const sandbox = await startSandbox(sandboxOptions);
  const directory = await mkdtemp(path.join(tmpdir(), 'rt-play-'));
  const clean = async (): Promise<void> => {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const workbench = await startWorkbench(await workbenchOptions({ sandbox, directory }));
    const leaks = new LeakWatch({ sandbox, workbench, directory });
    return {
      sandbox,
      workbench,
      window: workbench.window,
      directory,
      leaks,
      async [Symbol.asyncDispose]() {
        leaks.stop();
        await workbench.close();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
}

/**
 * Offers accounts for import, as a fleet would.
 * @returns the variable that names their file
 */
export async function offerAccounts(
  { directory }: Surroundings,
  ...accounts: readonly object[]
): Promise<{ readonly REGISTRY_TOKENS_ACCOUNTS: string }> {
  const file = path.join(directory, 'accounts.json');
  await writeFile(file, JSON.stringify({ accounts }), { mode: 0o600 });
  return { REGISTRY_TOKENS_ACCOUNTS: file };
}
