import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { send, type Answer, type Call } from '../sandbox/client.ts';
import { Authority, SANDBOX_NAMES } from '../sandbox/tls/authority.ts';
import { temporaryDirectory } from '../tools/paths.ts';
import { freePorts } from '../tools/ports.ts';
import { startService, type Service } from '../tools/process.ts';
import type { Programs } from './build.ts';
import { startKubelet, type Kubelet, type RunInPod } from './kubelet.ts';
import { binding, namespace, node, nodeStatus, pod, podStatus, service } from './objects.ts';

/** How long a server may take to begin, in milliseconds; it hangs when it takes longer. */
const patience = 120_000;

/** Users of the cluster, each with a token. `admin` may do everything, the others what they are given. */
export const users = ['admin', 'developer', 'getter', 'creator', 'nobody'] as const;
export type ClusterUser = (typeof users)[number];

/** A real API server with etcd and RBAC, one node, and one pod behind the service of Rok. */
export class Cluster implements AsyncDisposable {
  readonly url: string;
  readonly authority: Authority;
  readonly directory: string;
  readonly tokens: Readonly<Record<ClusterUser, string>>;
  readonly #services: readonly Service[];
  readonly #kubelet: Kubelet;

  private constructor(
    url: string,
    authority: Authority,
    directory: string,
    tokens: Readonly<Record<ClusterUser, string>>,
    services: readonly Service[],
    kubelet: Kubelet,
  ) {
    this.url = url;
    this.authority = authority;
    this.directory = directory;
    this.tokens = tokens;
    this.#services = services;
    this.#kubelet = kubelet;
  }

  static async start(programs: Programs, runInPod: RunInPod): Promise<Cluster> {
    const directory = await temporaryDirectory('cluster');
    const authority = await Authority.create('Authority of the cluster');
    const [clients = 0, peers = 0, port = 0] = await freePorts(3);
    const tokens = Object.fromEntries(
      users.map((name) => [name, randomBytes(24).toString('hex')]),
    ) as Record<ClusterUser, string>;
    const etcd = startEtcd(programs.etcd, directory, clients, peers);
    const server = await startApiServer(programs.apiServer, {
      directory,
      authority,
      etcd: `http://127.0.0.1:${clients}`,
      port,
      tokens,
    });
    const kubelet = await startKubelet(programs.kubelet, runInPod);
    const url = `https://127.0.0.1:${port}`;
    const cluster = new Cluster(url, authority, directory, tokens, [server, etcd], kubelet);
    try {
      await cluster.#isReady(server);
      await cluster.#fill();
    } catch (error) {
      await cluster[Symbol.asyncDispose]();
      throw error;
    }
    return cluster;
  }

  /** Asks the API server as `admin`. */
  ask(where: string, call: Call = {}): Promise<Answer> {
    return this.askAnonymously(where, { bearer: this.tokens.admin, ...call });
  }

  /** Asks it with the sign-in of the call, if any. */
  askAnonymously(where: string, call: Call): Promise<Answer> {
    return send(`${this.url}${where}`, { ca: this.authority.pem, ...call });
  }

  /** Gives the node another port, where nobody may listen. */
  async moveKubelet(port = this.#kubelet.port): Promise<void> {
    await this.#change('/api/v1/nodes/node-1/status', nodeStatus(port));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kubelet.stop();
    for (const service of this.#services) await service.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Waits until the server says that it is; it has no event to wait for. */
  async #isReady(server: Service): Promise<void> {
    const over = Date.now() + patience;
    let ended: string | undefined;
    void server.ended.then((why) => (ended = why));
    for (;;) {
      const answer = await this.ask('/readyz').catch(() => undefined);
      if (answer?.status === 200) return;
      if (ended !== undefined || Date.now() > over) {
        throw new Error(`The API server is not ready. ${ended ?? ''}\n${server.output()}`);
      }
      await delay(200);
    }
  }

  async #fill(): Promise<void> {
    await this.#make('/api/v1/namespaces', namespace);
    await this.#make('/api/v1/nodes', node);
    await this.moveKubelet();
    const folder = '/api/v1/namespaces/rok-registry';
    await this.#make(`${folder}/services`, service);
    await this.#make(`${folder}/pods`, pod);
    await this.#change(`${folder}/pods/rok-registry-0/status`, podStatus);
    const rights = '/apis/rbac.authorization.k8s.io/v1/namespaces/rok-registry';
    for (const [user, verbs] of Object.entries(execVerbs)) {
      const { role, roleBinding } = binding(user, verbs);
      await this.#make(`${rights}/roles`, role);
      await this.#make(`${rights}/rolebindings`, roleBinding);
    }
  }

  async #make(where: string, json: object): Promise<void> {
    const answer = await this.ask(where, { method: 'POST', json });
    if (answer.status !== 201) throw new Error(`POST ${where}: ${answer.status} ${answer.text}`);
  }

  async #change(where: string, patch: object): Promise<void> {
    const answer = await this.ask(where, {
      method: 'PATCH',
      body: JSON.stringify(patch),
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
    if (answer.status !== 200) throw new Error(`PATCH ${where}: ${answer.status} ${answer.text}`);
  }
}

/** What each may do to `pods/exec`. */
const execVerbs: Readonly<Partial<Record<ClusterUser, readonly string[]>>> = {
  developer: ['get', 'create'],
  getter: ['get'],
  creator: ['create'],
};

function startEtcd(program: string, directory: string, clients: number, peers: number): Service {
  const [at, among] = [`http://127.0.0.1:${clients}`, `http://127.0.0.1:${peers}`];
  return startService(program, [
    `--data-dir=${path.join(directory, 'etcd')}`,
    ...[`--listen-client-urls=${at}`, `--advertise-client-urls=${at}`],
    ...[`--listen-peer-urls=${among}`, `--initial-advertise-peer-urls=${among}`],
    `--initial-cluster=default=${among}`,
    '--unsafe-no-fsync',
  ]);
}

interface ServerOptions {
  readonly directory: string;
  readonly authority: Authority;
  readonly etcd: string;
  readonly port: number;
  readonly tokens: Readonly<Record<ClusterUser, string>>;
}

async function startApiServer(program: string, options: ServerOptions): Promise<Service> {
  const { directory, authority } = options;
  const write = async (name: string, content: string): Promise<string> => {
    const file = path.join(directory, name);
    await writeFile(file, content, { mode: 0o600 });
    return file;
  };
  const leaf = await authority.issue({ names: SANDBOX_NAMES });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = await write(
    'accounts.key',
    privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  );
  const rows = Object.entries(options.tokens).map(([user, token]) =>
    [token, user, user, ...(user === 'admin' ? ['system:masters'] : [])].join(','),
  );
  return startService(program, [
    `--etcd-servers=${options.etcd}`,
    ...['--bind-address=127.0.0.1', '--advertise-address=127.0.0.1'],
    `--secure-port=${options.port}`,
    `--cert-dir=${directory}`,
    `--tls-cert-file=${await write('server.crt', leaf.cert)}`,
    `--tls-private-key-file=${await write('server.key', leaf.key)}`,
    `--client-ca-file=${await write('ca.crt', authority.pem)}`,
    `--token-auth-file=${await write('tokens.csv', `${rows.join('\n')}\n`)}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    ...[`--service-account-key-file=${key}`, `--service-account-signing-key-file=${key}`],
    '--service-cluster-ip-range=10.0.0.0/24',
    // Nobody makes the default accounts that pods would be given.
    '--disable-admission-plugins=ServiceAccount',
    '--kubelet-preferred-address-types=InternalIP',
  ]);
}
