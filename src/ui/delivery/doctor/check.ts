import type { Account } from '../../../core/account.ts';
import { t } from '../../../core/l10n.ts';
import { type Check, checkLogin, type Wanted } from '../../../delivery/docker/check.ts';
import type { Login } from '../../../delivery/docker/helper.ts';
import { mustBeHost } from '../../../delivery/docker/login.ts';
import type { Rights } from '../../../delivery/docker/rights.ts';
import { checkAddress } from '../../../delivery/logins/check-address.ts';
import { isLoopback } from '../../../net/http/url.ts';
import { askWith } from '../../editor/docker-environment.ts';
import type { Services } from '../../services.ts';
import { originOf } from '../log-docker-in.ts';
import { type FoundLogin, hostOf, type Verdict } from './found-login.ts';

/**
 * Asks the host of a login whether it takes it, after the person has said yes to that host. The
 * login is sent once. `undefined`: the person did not want it. Rejects with `RegistryError`.
 */
export async function checkFound(
  { login: found }: FoundLogin,
  services: Services,
): Promise<Verdict | undefined> {
  const { url, isForImages, fetch } = found;
  const host = url === undefined ? hostOf(found) : (URL.parse(url)?.host ?? url);
  // Files hold whatever somebody wrote: a variable, or a name with another host behind its “@”.
  mustBeHost(host);
  if (!(await mayAsk(host, services))) return undefined;
  const repository = isForImages === true ? await askForRepository(host, services) : '';
  if (repository === undefined) return undefined;
  return services.progress(t('Asking {0}…', host), async (signal) => {
    const kept = await fetch?.(signal);
    const user = kept?.user ?? found.userName ?? '';
    const secret = kept?.secret ?? found.secret;
    if (secret === undefined) return { state: 'unknown', message: found.elsewhere ?? '' };
    const account = accountAt(host, services);
    const { http } =
      account === undefined
        ? { http: await services.sessions.http() }
        : await services.sessions.connection(account);
    const ask = askWith(http);
    if (url !== undefined) return checkAddress(url, user, secret, ask, signal);
    const origin = registryOrigin(host, account);
    const login = { host, user, secret };
    const wanted = repository === '' ? {} : { repository };
    const check = await checkLogin(origin, login, ask, signal, wanted);
    const again = await realmOf(check, login, wanted, services);
    return verdictOf(
      again === undefined ? check : await checkLogin(origin, login, ask, signal, again),
      login,
      repository,
    );
  });
}

async function mayAsk(host: string, { messages }: Services): Promise<boolean> {
  const yes = await messages.confirm(
    t('Ask {0} whether it accepts this login?', host),
    t(
      'The login is sent there, once. Where it is wrong, that counts as a failed try, and some registries lock an account after several.',
    ),
    { label: t('Ask'), value: true },
  );
  return yes === true;
}

/** Empty where the person does not care for rights; `undefined` to leave it. */
async function askForRepository(host: string, { steps }: Services): Promise<string | undefined> {
  const answer = await steps.text({
    frame: { title: t('Check Login'), step: 1, totalSteps: 1 },
    prompt: t(
      'A repository at {0} to ask about pull and push; empty: only whether it logs in',
      host,
    ),
    placeholder: 'acme/app',
    value: '',
    secret: false,
    normalize: (text) => text.trim(),
    check: (text) =>
      text === '' || /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(text)
        ? undefined
        : { severity: 'error', message: t('This is not the name of a repository.') },
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** An account at the host, or one whose images are there: its trust counts. */
function accountAt(host: string, { vault }: Services): Account | undefined {
  const own = vault.accounts.list().find(({ url }) => URL.parse(url)?.host === host);
  const token = vault.tokens.list().find(({ registryHost }) => registryHost === host);
  return own ?? (token === undefined ? undefined : vault.accounts.get(token.accountId));
}

/** Docker speaks to registries on this machine without TLS; to all others with it. */
function registryOrigin(host: string, account: Account | undefined): string {
  if (account !== undefined && URL.parse(account.url)?.host === host) {
    return originOf(host, account);
  }
  if (host === 'docker.io') return 'https://registry-1.docker.io';
  const isHere = isLoopback(new URL(`http://${host}`).hostname);
  return `${isHere ? 'http' : 'https'}://${host}`;
}

/** Another host checks the logins: it gets this one after a yes of its own. */
async function realmOf(
  check: Check,
  { host }: Login,
  wanted: Wanted,
  { messages }: Services,
): Promise<Wanted | undefined> {
  const realm = check.state === 'unknown' ? check.realm : undefined;
  if (realm === undefined) return undefined;
  const yes = await messages.confirm(
    t('Send the login to {0}?', realm),
    t('{0} lets {1} check logins. Docker sends them there, too.', host, realm),
    { label: t('Send It There'), value: true },
  );
  return yes === true ? { ...wanted, realm } : undefined;
}

function verdictOf(check: Check, { host, user }: Login, repository: string): Verdict {
  if (check.state !== 'accepted') return { state: check.state, message: check.message };
  if (check.isOpen === true) {
    return {
      state: 'unknown',
      message: t('{0} asks for no login, so nothing was sent.', host),
    };
  }
  const accepted = t('{0} accepts the login of {1}.', host, user);
  if (repository === '') return { state: 'accepted', message: accepted };
  const rights = check.rights ?? {};
  const short = shortRights(rights);
  return {
    state: 'accepted',
    ...(short === undefined ? {} : { rights: short }),
    message: `${accepted} ${rightsText(rights, repository)}`,
  };
}

function shortRights({ pull, push }: Rights): string | undefined {
  if (push === true) return pull === true ? t('pulls and pushes') : t('pushes');
  if (pull === true) return push === false ? t('pulls only') : t('pulls');
  return pull === false ? t('does not pull') : undefined;
}

function rightsText({ pull, push }: Rights, repository: string): string {
  if (pull === true && push === true) return t('It may pull and push {0}.', repository);
  if (push === true) return t('It may push {0}, but not pull it.', repository);
  if (pull === true) {
    return push === false
      ? t('It may pull {0}, but not push it.', repository)
      : t('It may pull {0}; whether it may push, the registry does not say.', repository);
  }
  return pull === false && push === false
    ? t('It may neither pull nor push {0}, or there is no such repository.', repository)
    : pull === false
      ? t('It may not pull {0}, or there is no such repository.', repository)
      : t('What it may do with {0}, the registry does not say.', repository);
}
