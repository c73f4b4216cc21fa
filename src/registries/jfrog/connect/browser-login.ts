import { randomUUID } from 'node:crypto';
import { systemTimer, type Timer } from '../../../core/concurrency/timer.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { ExternalStart, FormValues } from '../../contract/form.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import { isSuccess } from '../../shared/rest/success.ts';
import { JfrogApi } from '../client/api.ts';
import { type Created, readCreated } from '../wire/created.ts';

const base = '/access/api/v2/authentication/jfrog_client_login';

/**
 * As JFrog's own clients ask: every three seconds for five minutes (docs/registries/jfrog.md §1.3).
 */
const pollEvery = 3000;
const patience = 5 * 60_000;

/**
 * Begins a login in the browser: the page asks for a code, which is the end of a random session
 * id. Resolves with what to open; `finished` waits until somebody has confirmed. Needs 7.64.
 */
export async function startBrowserLogin(
  connection: Connection,
  signal: AbortSignal,
  timer: Timer = systemTimer,
): Promise<ExternalStart> {
  const api = new JfrogApi(connection, timer);
  const session = randomUUID();
  const reply = await connection.http.send({
    method: 'POST',
    url: `${connection.account.url}${base}/request`,
    body: { type: 'json', value: { session } },
    signal,
  });
  if (reply.status === 404 || reply.status === 405) {
    throw new RegistryError(
      'unsupported',
      t('{0} has no login in the browser: it needs JFrog 7.64 or newer.', api.host),
      { status: reply.status },
    );
  }
  if (!isSuccess(reply)) throw api.failure(reply);
  const page = new URL(`${connection.account.url}/ui/login`);
  page.searchParams.set('jfClientSession', session);
  page.searchParams.set('jfClientName', 'VS-Code');
  page.searchParams.set('jfClientCode', '1');
  return {
    message: t('Sign in on the page that opens in the browser, and enter this code there.'),
    url: page.href,
    code: session.slice(-4),
    finished: (later) => poll(connection, api, session, later, timer),
  };
}

async function poll(
  connection: Connection,
  api: JfrogApi,
  session: string,
  signal: AbortSignal,
  timer: Timer,
): Promise<FormValues> {
  const url = `${connection.account.url}${base}/token/${session}`;
  for (let waited = 0; waited < patience; waited += pollEvery) {
    // Whoever reads the token first has it: the answer of this GET comes once.
    const reply = await orLook(
      connection.http.send({ method: 'GET', url, signal, changes: true }),
      t(
        'The answer from {0} was lost, and it shows the token of a login once: begin the login again.',
        api.host,
      ),
    );
    if (reply.status === 200) return signInOf(api.read(reply, readCreated));
    if (reply.status !== 400) throw api.failure(reply);
    await timer.wait(pollEvery, signal);
  }
  throw new RegistryError(
    'timeout',
    t('The login was not confirmed within {0} minutes.', patience / 60_000),
  );
}

/** The refresh token is kept, too: without it the sign-in would end with its first token. */
export const signInOf = ({ secrets }: Created): FormValues => ({
  token: secrets.token,
  ...(secrets.refresh === undefined ? {} : { refresh: secrets.refresh }),
});
