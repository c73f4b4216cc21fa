import type { Account } from '../../core/account.ts';
import type { IssuedToken } from '../../core/token.ts';
import { planDelivery } from '../../delivery/cluster/put.ts';
import { hasAuth, helperFor, readConfig } from '../../delivery/docker/config.ts';
import type { Login } from '../../delivery/docker/helper.ts';
import { helperName } from '../../delivery/helper/names.ts';
import { hasLogin, putLogin } from '../../delivery/logins/file-login.ts';
import { type LoginFiles, loginFiles } from '../../delivery/logins/files.ts';
import { dockerProgram, login as loginPlace } from '../../delivery/places/login.ts';
import type { Facts, Place } from '../../delivery/places/place.ts';
import { pullSecret, pullSecretOf } from '../../delivery/places/pull-secret.ts';
import { toolLogin } from '../../delivery/places/tool-login.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';
import { logDockerIn } from './log-docker-in.ts';
import { toolLoginAt } from './tool-places.ts';

/**
 * Writes a token where the one before it was brought. Resolves with `gone` where nothing of ours is
 * there any longer: it is not made anew. Rejects with `RegistryError`.
 */
export type Updater = (
  issued: IssuedToken,
  account: Account,
  services: Services,
  signal: AbortSignal,
) => Promise<'done' | 'gone'>;

/** How a place is written again; `undefined` for one that only the person can (the clipboard). */
export function updaterOf({ kind, facts }: Place): Updater | undefined {
  if (kind === pullSecret.id) return updatePullSecret(facts);
  if (kind === toolLogin.id) return updateTool(facts);
  if (kind !== loginPlace.id) return undefined;
  if (facts['program'] === dockerProgram) return updateDocker(facts);
  const file = loginFiles.find(({ programs }) => programs() === facts['program']);
  return file === undefined ? undefined : updateFile(file, facts);
}

const updatePullSecret =
  (facts: Facts): Updater =>
  async (issued, _account, { sessions }, signal) => {
    const { host, ...target } = pullSecretOf(facts);
    const kube = await sessions.kubernetes();
    const plan = await planDelivery(kube, target, loginOf(issued, host), [], signal);
    if (plan.change === 'create' || plan.change === 'add') return 'gone';
    await plan.carryOut(signal);
    return 'done';
  };

/** Docker's login of a host that the editor serves by now is asked for, and needs no update. */
const updateDocker =
  ({ host = '' }: Facts): Updater =>
  async (issued, account, services, signal) => {
    const config = await readConfig(dockerEnvironment());
    if (helperFor(config, host) === helperName) return 'done';
    if (!hasAuth(config, host)) return 'gone';
    await logDockerIn(loginOf(issued, host), account, services, signal);
    return 'done';
  };

const updateFile =
  ({ read, write }: LoginFiles, facts: Facts): Updater =>
  async (issued) => {
    const around = dockerEnvironment();
    const host = facts['host'] ?? '';
    for (const file of new Set([write(around), ...read(around)])) {
      if (isInside(file, around.untrusted) || !(await hasLogin(file, host, around.home))) continue;
      await putLogin(file, loginOf(issued, host), around.home);
      return 'done';
    }
    return 'gone';
  };

/** The login is looked for again in its file; another one in its place is somebody else's. */
const updateTool =
  (facts: Facts): Updater =>
  async ({ record, secrets }, _account, _services, signal) => {
    const login = await toolLoginAt(facts);
    if (login?.put === undefined) return 'gone';
    await login.put(record.loginName ?? record.subject, secrets.token, signal);
    return 'done';
  };

const loginOf = ({ record, secrets }: IssuedToken, host: string): Login => ({
  host,
  user: record.loginName ?? '',
  secret: secrets.token,
});
