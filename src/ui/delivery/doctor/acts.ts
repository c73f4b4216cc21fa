import { t } from '../../../core/l10n.ts';
import type { IssuedToken, TokenRecord } from '../../../core/token.ts';
import type { StoredLogin } from '../../../delivery/logins/tools/tool.ts';
import { mayHandOut } from '../../actions/caution.ts';
import { type Able, forImages, withSecret } from '../../actions/pick/able.ts';
import { withToken } from '../../actions/with-token.ts';
import { serveToken } from '../../commands/serve-token.ts';
import type { Services } from '../../services.ts';
import { remember } from '../remember.ts';
import { type FoundLogin, hostOf } from './found-login.ts';

/** Something that can be done with a login that was found. */
export interface Act {
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  /** Resolves when it is done, or the person has left it. Rejects with `RegistryError`. */
  readonly run: () => Promise<void>;
}

/** What can be done with a login beyond asking whether it is taken. */
export async function actsOn(found: FoundLogin, services: Services): Promise<readonly Act[]> {
  const { login } = found;
  const { put, remove } = login;
  const current = put === undefined ? undefined : await currentOf(login, services);
  return [
    ...(current === undefined || put === undefined
      ? []
      : [
          {
            icon: 'refresh',
            label: t('Renew'),
            detail: t('Writes the token that {0} has now.', current.record.label),
            run: () => write(found, current, put, services),
          },
        ]),
    ...(put === undefined
      ? []
      : [
          {
            icon: 'replace',
            label: t('Replace…'),
            detail: t('Writes another token of {0} there.', hostOf(login)),
            run: () => replace(found, put, services),
          },
        ]),
    ...(login.isForImages === true
      ? [
          {
            icon: 'broadcast',
            label: t('Serve Instead…'),
            detail: t('Programs ask the editor, and no secret is in a file.'),
            run: () => serveToken(undefined, services, both(forImages, isAt(hostOf(login)))),
          },
        ]
      : []),
    ...(remove === undefined
      ? []
      : [
          {
            icon: 'trash',
            label: t('Remove…'),
            detail: t('Takes this login out of {0}, and nothing else.', login.place),
            run: () => takeOut(found, remove, services),
          },
        ]),
  ];
}

/** The held token of the login's host and user, where the login has another one. */
async function currentOf(
  login: StoredLogin,
  { vault }: Services,
): Promise<IssuedToken | undefined> {
  const host = hostOf(login);
  for (const record of vault.tokens.list()) {
    if (record.registryHost !== host || record.loginName !== login.userName) continue;
    const secrets = await vault.tokens.secrets(record.id);
    if (secrets === undefined || login.secret?.equals(secrets.token) === true) continue;
    return { record, secrets };
  }
  return undefined;
}

const isAt =
  (host: string): Able['can'] =>
  ({ record, account }) =>
    record.registryHost === host || URL.parse(account?.url ?? '')?.host === host;

const both = (able: Able, can: Able['can']): Able => ({
  ...able,
  can: (...target) => able.can(...target) && can(...target),
});

async function replace(
  found: FoundLogin,
  put: NonNullable<StoredLogin['put']>,
  services: Services,
): Promise<void> {
  const able = both(withSecret, isAt(hostOf(found.login)));
  await withToken(undefined, t('Replace Login'), services, able, async (token) => {
    if (await mayHandOut(token.record, services.messages)) await write(found, token, put, services);
  });
}

/** The secret will stand where the former one stands, which is said before it is written. */
async function write(
  { tool, login }: FoundLogin,
  { record, secrets }: IssuedToken,
  put: NonNullable<StoredLogin['put']>,
  services: Services,
): Promise<void> {
  const { messages, progress, log } = services;
  const user = nameOf(record);
  const yes = await messages.confirm(
    t('Write {0} in place of the login for {1}?', record.label, login.host),
    [
      t('It is written to {0}, for {1}. The former login is lost.', login.place, tool),
      ...(login.isOpen === true ? [t('Others on this machine may read that file.')] : []),
    ].join('\n\n'),
    { label: t('Write It'), value: true },
  );
  if (yes !== true) return;
  await progress(t('Writing the login for {0}…', login.host), (signal) =>
    put(user, secrets.token, signal),
  );
  await remember(login.remembered.kind, record, login.remembered.facts, services);
  log.info(`${login.place}: wrote a login of ${login.host} (${record.label})`);
  messages.brief(t('{0} logs in to {1} as {2}', tool, login.host, user));
}

const nameOf = ({ loginName, subject }: TokenRecord): string => loginName ?? subject;

async function takeOut(
  { tool, login }: FoundLogin,
  remove: NonNullable<StoredLogin['remove']>,
  { messages, progress, places, log }: Services,
): Promise<void> {
  const yes = await messages.confirmDanger(
    t('Remove the login for {0}?', login.host),
    t(
      '{0} will no longer log in with it. It is taken out of {1}; what it logs in with stays valid at the registry.',
      tool,
      login.place,
    ),
    t('Leave It'),
    { label: t('Remove'), value: true },
  );
  if (yes !== true) return;
  await progress(t('Removing the login for {0}…', login.host), (signal) => remove(signal));
  await (await places()).clear(login.remembered.kind, login.remembered.facts);
  log.info(`${login.place}: removed a login of ${login.host}`);
  messages.brief(t('The login for {0} is removed', login.host));
}
