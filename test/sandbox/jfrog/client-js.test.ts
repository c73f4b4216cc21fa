import assert from 'node:assert/strict';
import { globalAgent } from 'node:https';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { clientsDir } from '../../tools/clients/folder.ts';
import { startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

/** What is used here of `jfrog-client-js`, the client of the vendor's own extension. */
interface Vendor {
  readonly JfrogClient: new (config: {
    readonly platformUrl: string;
    readonly accessToken?: string;
    readonly username?: string;
    readonly password?: string;
    readonly logger: Readonly<Record<'debug' | 'error' | 'warn' | 'info', () => void>>;
  }) => VendorClient;
}

interface VendorClient {
  artifactory(): { system(): ArtifactorySystem };
  platform(): { webLogin(): WebLogin };
}

interface ArtifactorySystem {
  ping(): Promise<unknown>;
  version(): Promise<{ readonly version: string }>;
  reportUsage(agent: string, features: readonly { readonly featureId: string }[]): Promise<unknown>;
}

interface WebLogin {
  registerSessionId(session: string): Promise<void>;
  getToken(session: string): Promise<{ access_token?: string; refresh_token?: string }>;
}

const vendor = load();
// `npm run clients` fetches it; the count says that it was skipped, and this line why.
const skip =
  vendor === undefined ? 'not on this machine: jfrog-client-js (npm run clients)' : false;

describe('the JFrog of the sandbox, as jfrog-client-js sees it', { skip }, () => {
  let harness: Harness;
  const trusted = globalAgent.options.ca;
  before(async () => {
    harness = await startHarness();
    globalAgent.options.ca = harness.sandbox.authority.pem;
  });
  after(async () => {
    globalAgent.options.ca = trusted;
    globalAgent.destroy();
    await harness[Symbol.asyncDispose]();
  });

  const jfrog = () => harness.sandbox.jfrog;
  const client = (signIn: { accessToken?: string; username?: string; password?: string }) => {
    const { JfrogClient } = vendor ?? assert.fail();
    return new JfrogClient({ platformUrl: jfrog().url, logger: quiet, ...signIn });
  };

  it('pings, and reads the version with a token', async () => {
    const system = client({ accessToken: jfrog().world.jwt(jfrog().tokens.user) })
      .artifactory()
      .system();
    assert.equal(await system.ping(), 'OK');
    assert.equal((await system.version()).version, jfrog().settings.version);
  });

  it('reads the version and reports its use with user and password', async () => {
    const password = jfrog().world.users.get('bob')?.password ?? '';
    const system = client({ username: 'bob', password }).artifactory().system();
    assert.equal((await system.version()).version, jfrog().settings.version);
    await system.reportUsage('registry-tokens-tests', [{ featureId: 'version' }]);
  });

  it('is refused with an ended token', async () => {
    const system = client({ accessToken: jfrog().world.jwt(jfrog().tokens.expired) })
      .artifactory()
      .system();
    await assert.rejects(system.version(), /status code 401/);
  });

  it('signs in through the browser, and the token opens the platform', async () => {
    jfrog().settings.loginPolls = 1;
    const session = crypto.randomUUID();
    const login = client({}).platform().webLogin();
    await login.registerSessionId(session);
    await assert.rejects(login.getToken(session), /status code 400/);
    const { access_token: accessToken, refresh_token: refresh } = await login.getToken(session);
    assert(accessToken !== undefined && refresh !== undefined);
    const system = client({ accessToken }).artifactory().system();
    assert.equal((await system.version()).version, jfrog().settings.version);
  });
});

const quiet = { debug: nothing, error: nothing, warn: nothing, info: nothing };

function nothing(): void {
  // The client tells of every request.
}

function load(): Vendor | undefined {
  try {
    return createRequire(clientsDir())('jfrog-client-js') as Vendor;
  } catch {
    return undefined;
  }
}
