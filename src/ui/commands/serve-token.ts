import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import type { IssuedToken } from '../../core/token.ts';
import { configFile } from '../../delivery/docker/config.ts';
import { mustBeHost } from '../../delivery/docker/login.ts';
import { sendFrom } from '../../delivery/helper/serve.ts';
import { removeLogin } from '../../delivery/logins/file-login.ts';
import { findShadows, type Shadow } from '../../delivery/logins/shadows.ts';
import { mayHandOut } from '../actions/caution.ts';
import { type Able, forImages } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import { imageLogin } from '../delivery/image-login.ts';
import { ensureOnPath } from '../delivery/on-path.ts';
import type { Serving } from '../delivery/serving.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';

/**
 * Has Docker and similar programs ask the editor for the login of a token's host.
 *
 * @param able the tokens that are offered where the row is none
 */
export async function serveToken(
  row: unknown,
  services: Services,
  able: Able = forImages,
): Promise<void> {
  await withToken(row, t('Serve Token'), services, able, async (token, target) => {
    const { record } = token;
    const { host, account } = imageLogin(record, target.account);
    mustBeHost(host);
    if (!(await mayHandOut(record, services.messages))) return;
    const serving = await services.serving.get();
    if (!(await ensureOnPath(serving.root, services))) return;
    const environment = dockerEnvironment();
    const config = configFile(environment);
    const shadows = await findShadows(host, config, environment);
    if (!(await confirm(host, token, account, config, serving, services))) return;
    await keep(token, services);
    await serving.begin(host, record);
    services.log.info(`${account.label}: serves ${host} (${record.label})`);
    await tell(host, shadows, serving, services);
  });
}

/** Serving is the consent to every use that follows, so it says what that is. */
async function confirm(
  host: string,
  { record, secrets }: IssuedToken,
  account: Account,
  config: string,
  serving: Serving,
  { messages }: Services,
): Promise<boolean> {
  const own = URL.parse(account.url)?.host;
  const before = serving.hosts.find((served) => served.host === host);
  const former = before === undefined ? undefined : serving.tokenOf(before);
  const detail = [
    t(
      'Docker, Podman, Skopeo, Buildah, Helm, ORAS and Crane, and every other program of yours that asks, get the token while an editor is open. It is written to no file: {0} only names the credential helper.',
      config,
    ),
    ...(own === host
      ? []
      : [
          t(
            '{0} says that its images are at {1}, which is another host.',
            own ?? account.label,
            host,
          ),
        ]),
    ...(former === undefined || former.id === record.id
      ? []
      : [t('The token {0} is served there until now.', former.label)]),
    ...(canRefresh({ record, secrets })
      ? [
          t(
            'The token is refreshed before its end, time after time. Each time the former one stops working: whoever has a copy of it needs the new one.',
          ),
        ]
      : []),
  ].join('\n\n');
  const yes = await messages.confirm(t('Serve {0} with {1}?', host, record.label), detail, {
    label: t('Serve'),
    value: true,
  });
  return yes === true;
}

const canRefresh = ({ record, secrets }: IssuedToken): boolean =>
  secrets.refresh !== undefined && record.lifetime.kind === 'until';

/** Kept anew even if it was: of that every window hears, and looks what is served. */
async function keep(token: IssuedToken, { vault }: Services): Promise<void> {
  await vault.tokens.keep(token);
  if (canRefresh(token)) await vault.tokens.setKeepAlive(token.record.id, true);
}

async function tell(
  host: string,
  shadows: readonly Shadow[],
  serving: Serving,
  { messages }: Services,
): Promise<void> {
  const said = t('{0} is served to Docker, Podman and others.', host);
  if (shadows.length === 0) {
    messages.brief(said);
    return;
  }
  const text = [said, ...shadows.map(({ message }) => message)].join(' ');
  const label = shadows.some(({ help }) => help === 'name-helper')
    ? t('Change Those Files')
    : t('Remove Those Logins');
  const canHelp = shadows.some(({ help }) => help !== undefined);
  if ((await messages.warn(text, ...(canHelp ? [{ label, value: true }] : []))) !== true) return;
  for (const shadow of shadows) await dispel(shadow, host, serving);
  messages.brief(t('Programs now ask for the login for {0}', host));
}

async function dispel({ file, help }: Shadow, host: string, { served }: Serving): Promise<void> {
  if (file === undefined || help === undefined) return;
  const { home } = dockerEnvironment();
  if (help === 'remove-login') await removeLogin(file, host, home);
  else await sendFrom(file, host, served, home);
}
