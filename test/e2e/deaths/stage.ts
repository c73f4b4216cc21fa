import { assertWhole } from '../../faults/whole.ts';
import { NAMESPACE, SERVICE } from '../../sandbox/kube/resources.ts';
import { contexts } from '../../sandbox/rok/rok.ts';
import type { FaultRule, FaultSwitches } from '../../sandbox/http/faults.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { openWindow } from '../../unit/vault/window.ts';
import type { RowPath } from '../driver/index.ts';
import { offerAccounts, startPlayground, type Playground } from '../playground.ts';
import { goOn, killHosts } from './hosts.ts';
import { HostStorage } from './storage.ts';

/** Labels of the accounts, one of each kind. */
export const accounts = {
  quay: 'Mortal Quay',
  jfrog: 'Mortal JFrog',
  drp: 'Mortal Digital Rebar',
  rok: 'Mortal Rok',
} as const;

type Rule = Omit<FaultRule, 'kind'>;

/** Four accounts in a real editor, whose extension host is killed and started again. */
export class Stage implements Playground {
  readonly sandbox;
  readonly workbench;
  readonly window;
  readonly directory;
  readonly leaks;
  readonly #base: Playground;
  readonly #storage: HostStorage;

  private constructor(base: Playground, storage: HostStorage) {
    ({
      sandbox: this.sandbox,
      workbench: this.workbench,
      window: this.window,
      directory: this.directory,
      leaks: this.leaks,
    } = base);
    this.#base = base;
    this.#storage = storage;
  }

  static async start(): Promise<Stage> {
    const base = await startPlayground(
      { bigOrganizations: {}, manyDrpUsers: 0 },
      async (around) => ({
        suite: 'deaths',
        env: {
          ...(await offerAccounts(around, ...offers(around.sandbox))),
          KUBECONFIG: around.sandbox.rok.kubeconfig,
        },
      }),
    );
    const { window, workbench } = base;
    const storage = new HostStorage(() => killHosts(workbench.home));
    await storage.watch(window.page.context());
    await window.reload();
    return new Stage(base, storage);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#base[Symbol.asyncDispose]();
  }

  /** Imports the accounts that are offered, as a person does on the first day. */
  async importAll(): Promise<void> {
    const { window } = this;
    await window.openView();
    await window.tree.clickWelcome('Import Accounts');
    await window.quickInput.waitFor('Import Accounts');
    await window.quickInput.accept();
    await window.dialog.waitFor('Import 4 accounts?');
    await window.dialog.click('Import');
    for (const label of Object.values(accounts)) await window.tree.row(label);
  }

  /** Resolves when the host was killed while a request was read; the server goes on with it. */
  async dieAtRequest(faults: FaultSwitches, rule: Rule): Promise<void> {
    const held = faults.add({ ...rule, kind: 'slow' });
    await held.reached;
    killHosts(this.workbench.home);
    held.release();
  }

  /** Resolves when the host was killed as a request had arrived, which the server never reads. */
  async dieBeforeRequest(faults: FaultSwitches, rule: Rule): Promise<void> {
    await faults.add({ ...rule, kind: 'slow' }).reached;
    killHosts(this.workbench.home);
  }

  /** Resolves when the host was killed at the next such call of its storage. */
  async dieAtStorage(...where: Parameters<HostStorage['dieAt']>): Promise<void> {
    await this.#storage.dieAt(...where);
  }

  /** Begins the story of a death: what arrives at the servers is counted from here. */
  begin(): void {
    this.sandbox.recorder.clear();
  }

  /** How many requests have arrived since. */
  sent(method: string, part: string): number {
    return this.sandbox.recorder.requests.filter(
      (request) => request.method === method && request.url.includes(part),
    ).length;
  }

  /**
   * As `goOn`, from what nothing contradicts itself in.
   *
   * @param isRemoving whether an account was being removed, whose tokens are gone before it
   */
  async restart(unfolded: readonly RowPath[], isRemoving = false): Promise<void> {
    const { vault } = openWindow(this.#storage.copy());
    await vault.refresh();
    await assertWhole(vault, isRemoving);
    await goOn(this, unfolded);
  }
}

function offers({ ca, quay, jfrog, drp, rok }: Sandbox): object[] {
  const tls = { caFile: ca };
  return [
    {
      kind: 'quay',
      label: accounts.quay,
      url: quay.url,
      tls,
      signIn: { token: quay.tokens.full.secret },
    },
    {
      kind: 'jfrog',
      label: accounts.jfrog,
      url: jfrog.url,
      tls,
      signIn: { token: jfrog.world.jwt(jfrog.tokens.admin) },
    },
    {
      kind: 'drp',
      label: accounts.drp,
      url: drp.url,
      tls: { fingerprint256: drp.fingerprint256 },
      options: { user: drp.user },
      signIn: { password: drp.password },
    },
    {
      kind: 'rok',
      label: accounts.rok,
      url: rok.url,
      tls,
      options: {
        context: contexts.token,
        namespace: NAMESPACE,
        service: SERVICE,
        user: 'jdoe',
      },
    },
  ];
}
