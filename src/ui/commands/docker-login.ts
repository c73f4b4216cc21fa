import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import type { IssuedToken, TokenSecrets } from '../../core/token.ts';
import type { Login } from '../../delivery/docker/helper.ts';
import type { LoggedIn } from '../../delivery/docker/login.ts';
import { findDocker } from '../../delivery/docker/login.ts';
import { dockerProgram, login as loginPlace, loginFacts } from '../../delivery/places/login.ts';
import type { CopyForm } from '../../registries/contract/registry.ts';
import { dockerLogin as dockerLoginForms } from '../../registries/shared/copy-as/docker.ts';
import { forImages } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import { imageLogin } from '../delivery/image-login.ts';
import { logDockerIn } from '../delivery/log-docker-in.ts';
import { remember } from '../delivery/remember.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';

/**
 * Logs Docker in with a token: under the token's own user name, the secret on standard input.
 *
 * @param then hears that it was done
 */
export async function dockerLogin(
  row: unknown,
  services: Services,
  then: () => void = () => undefined,
): Promise<void> {
  await withToken(
    row,
    t('Docker Login'),
    services,
    forImages,
    async ({ record, secrets }, target) => {
      const { host, user, account } = imageLogin(record, target.account);
      if (!(await mayGoTo(host, account, services))) return;
      const secret = await chooseSecret(secrets, services);
      if (secret === undefined) return;
      if (await login({ host, user, secret }, { record, secrets }, account, services)) then();
    },
  );
}

/** The server names its image registry; to another host than its own the token goes after a yes. */
async function mayGoTo(host: string, account: Account, { messages }: Services): Promise<boolean> {
  const own = URL.parse(account.url)?.host;
  if (host === own) return true;
  const yes = await messages.confirm(
    t('Send the token to {0}?', host),
    t(
      '{0} says that its images are at {1}, which is another host. Docker will send the token there.',
      own ?? account.label,
      host,
    ),
    { label: t('Log In'), value: true },
  );
  return yes === true;
}

/** Where there is a short form of the token, some credential stores take only that. */
async function chooseSecret(
  { token, reference }: TokenSecrets,
  { steps }: Services,
): Promise<Login['secret'] | undefined> {
  if (reference === undefined) return token;
  const picked = await steps.pick<Login['secret']>({
    frame: { title: t('Docker Login'), step: 1, totalSteps: 1 },
    placeholder: t('With which secret?'),
    rows: [
      {
        label: t('Reference token'),
        detail: t('Short: every credential store accepts it.'),
        value: reference,
      },
      {
        label: t('Access token'),
        detail: t('{0} characters: some credential stores refuse it.', token.length),
        value: token,
      },
    ],
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

async function login(
  entry: Login,
  issued: IssuedToken,
  account: Account,
  services: Services,
): Promise<boolean> {
  const target = findDocker(dockerEnvironment()) ?? (await chooseTarget(entry, services));
  if (target === undefined) return false;
  const done = await services.progress(
    t('Logging Docker in to {0} as {1}…', entry.host, entry.user),
    (signal) => logDockerIn(entry, account, services, signal),
  );
  services.log.info(`${account.label}: docker login ${entry.host} (${issued.record.label})`);
  await remember(loginPlace, issued.record, loginFacts(dockerProgram, entry.host), services);
  tell(entry, done, services);
  return true;
}

/** Without docker: its file can be written, or the command copied for another machine. */
async function chooseTarget(
  { host, user, secret }: Login,
  services: Services,
): Promise<'config' | undefined> {
  const picked = await services.messages.warn<'config' | 'copy'>(
    t('The docker program was not found on the PATH.'),
    { label: t('Write Docker’s Configuration'), value: 'config' },
    { label: t('Copy Login Command'), value: 'copy' },
  );
  if (picked !== 'copy') return picked;
  const form = await chooseForm(dockerLoginForms({ host, user }), services);
  if (form === undefined) return undefined;
  await services.clipboard.copyText(form.build({ token: secret }));
  services.messages.brief(t('The login command is copied; it waits for the token.'));
  return undefined;
}

/** The shell that the command is for, where that makes a difference. */
async function chooseForm(
  forms: readonly CopyForm[],
  { steps }: Services,
): Promise<CopyForm | undefined> {
  const [only] = forms;
  if (forms.length === 1) return only;
  const picked = await steps.pick<CopyForm>({
    frame: { title: t('Copy Login Command'), step: 1, totalSteps: 1 },
    placeholder: t('For which shell?'),
    rows: forms.map((form) => ({ label: form.label, detail: form.detail, value: form })),
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

function tell(
  { host, user }: Login,
  { storedIn, isPlainFile, check }: LoggedIn,
  { messages }: Services,
): void {
  const text = [
    t('Docker is logged in to {0} as {1}. The login is kept in {2}.', host, user, storedIn),
    ...(isPlainFile ? [t('It stands there unencrypted: no credential store is set up.')] : []),
    ...(check.state === 'accepted' ? [] : [check.message]),
  ].join(' ');
  void (check.state === 'refused' ? messages.warn(text) : messages.info(text));
}
