import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { checkLogin } from '../../delivery/docker/check.ts';
import type { Login } from '../../delivery/docker/helper.ts';
import { mustBeHost } from '../../delivery/docker/login.ts';
import { hasLogin, putLogin, removeLogin } from '../../delivery/logins/file-login.ts';
import { loginFiles } from '../../delivery/logins/files.ts';
import { login as loginPlace, loginFacts } from '../../delivery/places/login.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import { attempt } from '../actions/attempt.ts';
import { mayHandOut } from '../actions/caution.ts';
import { forImages } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import { withToken } from '../actions/with-token.ts';
import { imageLogin } from '../delivery/image-login.ts';
import { originOf } from '../delivery/log-docker-in.ts';
import { remember } from '../delivery/remember.ts';
import { askWith, dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';

/** A file that programs take logins from. */
interface Target {
  readonly programs: string;
  readonly file: string;
}

/** Writes a token as a login into the file that Podman and its kin, or Helm, read. */
export async function fileLogin(row: unknown, services: Services): Promise<void> {
  const title = t('Podman or Helm Login');
  await withToken(row, title, services, forImages, async ({ record, secrets }, target) => {
    const { host, user, account } = imageLogin(record, target.account);
    mustBeHost(host);
    if (!(await mayHandOut(record, services.messages))) return;
    const around = dockerEnvironment();
    const targets = loginFiles.map(({ programs, write }) => ({
      programs: programs(),
      file: write(around),
    }));
    const place = await pickTarget(targets, title, services);
    if (place === undefined) return;
    if (!(await confirm(host, record, place, account, services))) return;
    const login = { host, user, secret: secrets.token };
    const unsure = await checked(login, account, services);
    await putLogin(place.file, login, around.home);
    await remember(loginPlace, record, loginFacts(place.programs, host), services);
    services.log.info(`${account.label}: wrote a login of ${host} to ${place.file}`);
    const done = t('{0} are logged in to {1} as {2}.', place.programs, host, user);
    void services.messages.info([done, ...unsure].join(' '));
  });
}

/** Takes the login of a token's registry out of such a file. The token lives on. */
export async function fileLogout(row: unknown, services: Services): Promise<void> {
  const title = t('Podman or Helm Logout');
  const chosen = await pickToken(row, services, title, forImages);
  const host = chosen?.record.registryHost;
  if (host === undefined) return;
  await attempt(chosen?.account, services, async () => {
    const { home } = dockerEnvironment();
    const targets = await filesWith(host);
    if (targets.length === 0) {
      void services.messages.info(
        t('Neither Podman nor Helm has a login for {0} in its file.', host),
      );
      return;
    }
    const target = await pickTarget(targets, title, services);
    if (target === undefined) return;
    await removeLogin(target.file, host, home);
    await (await services.places()).clear(loginPlace, loginFacts(target.programs, host));
    void services.messages.info(
      t('{0} are logged out of {1}. The token itself goes on working.', target.programs, host),
    );
  });
}

/** The files that have a login of a host now. */
async function filesWith(host: string): Promise<readonly Target[]> {
  const around = dockerEnvironment();
  const targets: Target[] = [];
  for (const { programs, read, write } of loginFiles) {
    for (const file of new Set([write(around), ...read(around)])) {
      if (isInside(file, around.untrusted) || !(await hasLogin(file, host, around.home))) continue;
      targets.push({ programs: programs(), file });
    }
  }
  return targets;
}

async function pickTarget(
  targets: readonly Target[],
  title: string,
  { steps }: Services,
): Promise<Target | undefined> {
  const picked = await steps.pick<Target>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: t('Which programs?'),
    rows: targets.map((target) => ({ label: target.programs, detail: target.file, value: target })),
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

/** The secret will stand in a file, which is said before it is written. */
async function confirm(
  host: string,
  { id, label }: TokenRecord,
  { programs, file }: Target,
  account: Account,
  { messages, serving }: Services,
): Promise<boolean> {
  const own = URL.parse(account.url)?.host;
  const detail = [
    t('The token is written to {0}, unencrypted. Only you may read the file.', file),
    ...(own === host
      ? []
      : [
          t(
            '{0} says that its images are at {1}, which is another host. The token will be sent there.',
            own ?? account.label,
            host,
          ),
        ]),
    ...(serving.hostOf(id) === host
      ? [
          t(
            '{0} is served now. While it has this login, {1} do not ask the editor.',
            host,
            programs,
          ),
        ]
      : []),
  ].join('\n\n');
  const yes = await messages.confirm(
    t('Log {0} in to {1} with {2}?', programs, host, label),
    detail,
    {
      label: t('Log In'),
      value: true,
    },
  );
  return yes === true;
}

/** The registry is asked first, since the programs are not. What it could not tell is said. */
async function checked(login: Login, account: Account, services: Services): Promise<string[]> {
  const { http } = await services.sessions.connection(account);
  const check = await services.progress(t('Checking the login for {0}…', login.host), (signal) =>
    checkLogin(originOf(login.host, account), login, askWith(http), signal),
  );
  if (check.state === 'refused') {
    throw new RegistryError('not-authorized', check.message, { repair: null });
  }
  return check.state === 'accepted' ? [] : [check.message];
}
