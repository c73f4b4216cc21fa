import { setImmediate as turnOfOthers } from 'node:timers/promises';
import * as vscode from 'vscode';
import { systemClock } from './core/clock.ts';
import { setTranslator, t } from './core/l10n.ts';
import { setSecretShapes } from './core/secret-shapes.ts';
import { kinds } from './registries/kinds.ts';
import { Offers } from './ui/accounts/offers.ts';
import { Sessions } from './ui/accounts/sessions.ts';
import type { RegistryTokens } from './ui/api/registry-tokens.ts';
import { actionHandlers, commandHandlers } from './ui/commands/index.ts';
import { Late } from './ui/delivery/late.ts';
import { ServingDoor } from './ui/delivery/serving-door.ts';
import { registerCommands, runInBackground } from './ui/doors/commands.ts';
import { lateDoors } from './ui/doors/late-doors.ts';
import { Clipboard } from './ui/editor/clipboard.ts';
import { Log } from './ui/editor/log.ts';
import { PastedText } from './ui/editor/pasted-text.ts';
import { onProxySettings, proxySettings } from './ui/editor/proxy-settings.ts';
import { settings } from './ui/editor/settings.ts';
import { DecodedView } from './ui/editors/decoded-view.ts';
import { watchEditors } from './ui/editors/watch.ts';
import { InspectorDoor } from './ui/inspector/door.ts';
import type { Services } from './ui/services.ts';
import { registerTools } from './ui/tools/register.ts';
import { TokensView } from './ui/tree/view.ts';
import { onFirstNeed } from './ui/watch/first-need.ts';
import { LifeTimer } from './ui/watch/life-timer.ts';
import { keepInStep } from './ui/watch/refreshing.ts';
import { Memory } from './ui/wizard/memory.ts';
import { Vault } from './vault/vault.ts';

/** What is waited for at shutdown. */
let closing: () => Promise<void> = () => Promise.resolve();

/**
 * Composes the extension. Reads plain storage only, and waits for nothing but the other extensions:
 * all of them share one thread, and registering our commands is half of the work.
 */
export async function activate(context: vscode.ExtensionContext): Promise<RegistryTokens> {
  setTranslator((message, ...args) => vscode.l10n.t(message, ...args));
  setSecretShapes(kinds.flatMap(({ tokenLanguage }) => tokenLanguage?.secrets ?? []));
  const clock = systemClock;
  const log = new Log();
  const doors = lateDoors(async () => (await import('./ui/doors/editor-doors.ts')).editorDoors);
  const onError = (error: unknown) => {
    import('./ui/actions/report.ts')
      .then(({ report }) => report(error, { log, ...doors }))
      .catch(() => log.error(t('Error'), error));
  };
  const loadAlone = async () =>
    (await import('./vault/alone.ts')).aloneIn(context.globalStorageUri.fsPath);
  const vault = new Vault({
    exclusive: async (...turn) => (await loadAlone()).exclusive(...turn),
    global: context.globalState,
    workspace: context.workspaceState,
    secrets: context.secrets,
  });
  const sessions = new Sessions(
    vault,
    async (account) =>
      (await import('./net/http/client.ts')).createHttpClient({
        ...account,
        proxy: proxySettings,
        timeoutMs: settings.requestTimeoutMs,
      }),
    clock,
    loadAlone,
    async () => {
      const [{ openKubernetes }, { kubeSettings }] = await Promise.all([
        import('./net/kube/open.ts'),
        import('./ui/editor/kube-settings.ts'),
      ]);
      return openKubernetes(() => kubeSettings(doors.messages), (await loadAlone()).singleUse);
    },
  );
  const memory = new Memory(context.globalState, settings.presets);
  const services: Services = {
    ...doors,
    vault,
    sessions,
    view: new TokensView(async () =>
      (await import('./ui/tree/open.ts')).openTree(services, context.workspaceState),
    ),
    clipboard: new Clipboard(),
    memory,
    offers: new Offers(vault),
    decoded: new DecodedView(),
    inspector: new InspectorDoor(async () => {
      const { openInspector } = await import('./ui/inspector/open.ts');
      const { extensionUri } = context;
      return openInspector({ extensionUri, clock, lives: services.lives, run: runInBackground });
    }),
    pasted: new PastedText(),
    serving: new ServingDoor(
      context.globalStorageUri.fsPath,
      vault,
      async () => (await import('./ui/delivery/open-serving.ts')).openServing(context, services),
      onError,
    ),
    runs: new Late(async () =>
      (await import('./ui/delivery/runs/open.ts')).openRuns(context, services),
    ),
    forgetConsents: async (accountId) => {
      const { forgetConsents } = await import('./ui/delivery/runs/consents.ts');
      return forgetConsents(context.workspaceState, accountId);
    },
    places: async () => {
      const { Places } = await import('./delivery/places/places.ts');
      return new Places(context.globalStorageUri.fsPath, vault.exclusive);
    },
    log,
    clock,
    lives: new LifeTimer(clock),
  };
  closing = async () => {
    await Promise.all(
      [services.clipboard, services.serving, services.runs].map((one) => one.close()),
    );
  };
  context.subscriptions.push(
    log,
    vault,
    services.view,
    services.lives,
    services.decoded,
    services.inspector,
    services.serving,
    watchEditors(services),
    onProxySettings(() => sessions.dropAll()),
  );
  await turnOfOthers();
  context.subscriptions.push(
    registerCommands({ ...commandHandlers(services), ...actionHandlers(services) }, onError),
    keepInStep(services),
    onFirstNeed({
      changed: vault.tokens.onDidChange,
      isNeeded: () => vault.tokens.list().length > 0,
      start: async () =>
        (await import('./ui/watch/held-tokens.ts')).watchHeld(services, context.globalState),
      onError,
    }),
    onFirstNeed({
      changed: vault.tokens.onDidChange,
      isNeeded: () => vault.tokens.list().some(({ keepAlive }) => keepAlive === true),
      start: async () => new (await import('./ui/watch/keep-alive.ts')).KeepAlive(services),
      onError,
    }),
    registerTools(async () => (await import('./ui/tools/tools.ts')).toolsOf(services)),
  );
  // From the first terminal on, commands are to find `registry-tokens`. It loads after the others
  // had their turn; nobody has asked for it, so that a failure is told to those who do.
  const openRuns = () => {
    services.runs.get().catch((error: unknown) => log.error(t('Giving tokens to commands'), error));
  };
  if (vscode.workspace.isTrusted) setImmediate(openRuns);
  else context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(openRuns));
  const loadApi = () => import('./ui/api/api.ts');
  return {
    getTokens: async () => (await loadApi()).getTokens(services),
    login: async (host, asker) => (await loadApi()).login(host, asker, services),
    onDidChange: (listener) => vault.tokens.onDidChange(() => listener()),
  };
}

/** The editor waits for this, within its own limit, before the extension host ends. */
export const deactivate = (): Promise<void> => closing();
