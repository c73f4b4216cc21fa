import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseYaml } from '../../src/net/kube/kubeconfig/yaml.ts';
import { systemClock } from '../sandbox/clock.ts';
import { startOidc, type OidcIssuer } from '../sandbox/oidc.ts';
import { failure } from '../unit/failure.ts';
import { KubeBench } from '../unit/net/kube/support.ts';
import { ClusterLife, type ClusterPlan, type ClusterStory } from './cluster-life.ts';
import { kill, letTimePass } from './kill.ts';

const child = fileURLToPath(new URL('cluster-death-child.ts', import.meta.url));
const client = 'kubernetes:cli';
/** Good for one time. */
const refreshToken = 'refresh-1';

/** A cluster and an issuer that go on, and processes that do not. */
export class ClusterDeaths implements AsyncDisposable {
  readonly #bench: KubeBench;
  readonly #issuer: OidcIssuer;

  private constructor(bench: KubeBench, issuer: OidcIssuer) {
    this.#bench = bench;
    this.#issuer = issuer;
  }

  static async start(): Promise<ClusterDeaths> {
    const bench = await KubeBench.start();
    const leaf = await bench.authority.issue({ names: ['127.0.0.1'] });
    const { recorder } = bench;
    return new ClusterDeaths(bench, await startOidc({ leaf, clock: systemClock(), recorder }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#issuer.close();
    await this.#bench[Symbol.asyncDispose]();
  }

  /**
   * Lets a process die at a point of a story and another editor go on. Throws what does not hold
   * then. Resolves to the point, or to `undefined` when the story ended before.
   */
  async run(story: ClusterStory, at: number): Promise<string | undefined> {
    const directory = await mkdtemp(join(tmpdir(), 'registry-tokens-death-'));
    try {
      this.#bench.reset();
      const { rok, authority } = this.#bench;
      const kubeconfig = await this[story].prepare();
      const plan = { directory, kubeconfig, ca: authority.pem, url: rok.url };
      await ClusterLife.begin(plan);
      const made = rok.world.tokens.length;
      const point = await kill(child, { ...plan, story, at });
      await letTimePass(join(directory, 'locks'));
      await this[story].judge(plan, point !== undefined, made);
      return point;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  readonly 'sign-in of a kubeconfig' = {
    prepare: async (): Promise<string> => {
      const { authority, rok } = this.#bench;
      const claims = { sub: 'jane', aud: client };
      this.#issuer.grants.clear();
      this.#issuer.grants.set(refreshToken, {
        client: { id: client },
        claims,
        onIssue: (idToken) => void rok.kube.users.set(idToken, 'jane'),
      });
      const config = {
        'idp-issuer-url': this.#issuer.issuer,
        'idp-certificate-authority-data': Buffer.from(authority.pem).toString('base64'),
        'client-id': client,
        'id-token': await this.#issuer.mint({ ...claims, lifetime: -60, jti: randomUUID() }),
        'refresh-token': refreshToken,
      };
      const user = { 'auth-provider': { name: 'oidc', config } };
      return this.#bench.kubeconfig(`oidc-${randomUUID()}`, { user });
    },

    /** The sign-in goes on, or it is told why not; and no refresh token is sent a second time. */
    judge: async (plan: ClusterPlan, isDead: boolean): Promise<void> => {
      const { kubeconfig } = plan;
      const { users } = parseYaml(await readFile(kubeconfig, 'utf8')) as {
        users: [{ user: { 'auth-provider': { config: Record<string, string> } } }];
      };
      const kept = users[0].user['auth-provider'].config['refresh-token'] ?? '';
      const isGood = this.#issuer.grants.has(kept);
      if (!isDead) assert.equal(kept, `${refreshToken}~`);
      // A lock of kubectl's has no owner that could be asked: it is told, and nothing is spent.
      const again = async () => (await ClusterLife.begin(plan)).run();
      const isLocked = await readFile(`${kubeconfig}.lock`).then(
        () => true,
        () => false,
      );
      if (isLocked) {
        const needed = kept === refreshToken;
        if (needed) {
          const { message } = await failure(again(), 'sign-in-expired');
          assert.ok(message.includes(`${kubeconfig}.lock`), message);
        }
        await rm(`${kubeconfig}.lock`);
      }
      if (isGood) {
        await again().catch((error: unknown) => {
          // The mark is made before the way: what was marked and not sent is not sent either.
          assert.match(String(error), /was sent the refresh token before/);
        });
      } else {
        const { message } = await failure(again(), 'sign-in-expired');
        assert.match(message, /was sent the refresh token before, and what it gave is not here/);
      }
      const sent = this.#bench.recorder.requests.filter(({ url }) => url === '/token');
      assert.ok(sent.length <= 1, 'a refresh token was sent twice');
    },
  };

  readonly 'token of a cluster' = {
    prepare: (): Promise<string> => this.#bench.kubeconfig(`rok-${randomUUID()}`, {}),

    /** At most one was made, what is kept is whole and listed, and another one can be issued. */
    judge: async (plan: ClusterPlan, isDead: boolean, before: number): Promise<void> => {
      const { tokens } = this.#bench.rok.world;
      const made = tokens.slice(before).map(({ secret }) => secret);
      assert.ok(made.length <= 1, 'a token was made twice');
      const life = await ClusterLife.begin(plan);
      const { vault } = life;
      await vault.refresh();
      for (const id of await vault.tokens.ids()) {
        const secrets = await vault.tokens.secrets(id);
        assert.ok(vault.tokens.get(id), `the secret of ${id} has no row`);
        assert.ok(secrets && made.includes(secrets.token.reveal()), `${id} is not what was made`);
      }
      const kept = vault.tokens.list('rok').length;
      if (!isDead) assert.equal(kept, 1);
      await life.issue();
      assert.equal(vault.tokens.list('rok').length, kept + 1);
    },
  };
}
