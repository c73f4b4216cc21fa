import type { TLSSocket } from 'node:tls';
import { systemClock } from '../../../sandbox/clock.ts';
import { Recorder } from '../../../sandbox/http/recorder.ts';
import { startKubeApi, type KubeApi } from '../../../sandbox/kube/api.ts';
import type { RunCommand } from '../../../sandbox/kube/kubelet.ts';
import { usualSettings, type KubeSettings } from '../../../sandbox/kube/settings.ts';
import { Random } from '../../../sandbox/random.ts';
import { manage } from '../../../sandbox/rok/manage.ts';
import { populate, RokWorld } from '../../../sandbox/rok/world.ts';
import { Authority, SANDBOX_NAMES } from '../../../sandbox/tls/authority.ts';
import { ask, clientFrame, type Question } from './ask.ts';
import type { Answer, Block } from './recording.ts';

const UPGRADE = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol': 'v5.channel.k8s.io',
};

/** What some of the recorded requests had that others had not; their names tell it. */
const HEADERS: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'no protocol': { 'Sec-WebSocket-Protocol': undefined },
  'exit 2 v4': { 'Sec-WebSocket-Protocol': 'v4.channel.k8s.io' },
  'ws version 8': { 'Sec-WebSocket-Version': '8' },
  'ws no key': { 'Sec-WebSocket-Key': undefined },
  'upper-case Upgrade: WebSocket, keep-alive': {
    Upgrade: 'WebSocket',
    Connection: 'keep-alive, Upgrade',
  },
  'Origin header': { Origin: 'https://example.com' },
  'ws 401': { Authorization: 'Bearer nonsense' },
  'wrong scheme Basic': { Authorization: 'Basic YTpi' },
  'lower-case bearer': { Authorization: 'bearer developer' },
  'empty bearer': { Authorization: 'Bearer ' },
  anonymous: { Authorization: undefined },
  'anonymous version': { Authorization: undefined },
  'accept text': { Accept: 'text/plain' },
  'accept table': { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
  gzip: { 'Accept-Encoding': 'gzip' },
};

/** The rights of those who may less than the developer. */
const RIGHTS: Readonly<Record<string, Partial<KubeSettings>>> = {
  nobody: { mayExec: [], mayListPods: false, mayGetServices: false },
  getonly: { mayExec: ['get'] },
  createonly: { mayExec: ['create'] },
  noexec: { mayExec: [] },
};

/** The sandbox's API server, asked what the real one was asked. */
export class KubePeer implements AsyncDisposable {
  readonly #api: KubeApi;
  readonly #ca: string;
  /** Ends the commands that take their time. */
  readonly #slow: Slow;

  private constructor(api: KubeApi, ca: string, slow: Slow) {
    this.#api = api;
    this.#ca = ca;
    this.#slow = slow;
    for (const name of ['developer', 'admin', ...Object.keys(RIGHTS)]) api.users.set(name, name);
  }

  static async start(): Promise<KubePeer> {
    const authority = await Authority.create('Authority of the recording');
    const slow = new Slow();
    const random = new Random('recording');
    const world = new RokWorld(random, systemClock());
    populate(world);
    const run: RunCommand = (argv) => {
      if (argv[0] === 'true') return { stdout: '', stderr: '', code: 0 };
      if (argv[0] === 'slow') return slow.run();
      return manage(argv, world, { format: 'columns', stderrNoise: '', redirectsNobody: false });
    };
    const api = await startKubeApi({
      leaf: await authority.issue({ names: SANDBOX_NAMES }),
      clientAuthority: authority.pem,
      recorder: new Recorder(),
      clock: systemClock(),
      random,
      run,
    });
    return new KubePeer(api, authority.pem, slow);
  }

  answer(block: Block, label: string): Promise<Answer> {
    const who = label in RIGHTS ? label : userOf(block);
    Object.assign(this.#api.settings, usualSettings(), RIGHTS[who] ?? {});
    const server = { port: this.#api.port, ca: this.#ca };
    return ask(server, this.#question(block, label, who));
  }

  #question(block: Block, label: string, who: string): Question {
    const isUpgrade = label !== '' || isUpgraded(block);
    const headers = {
      Authorization: `Bearer ${who}`,
      ...(isUpgrade ? UPGRADE : { Connection: 'close' }),
      ...HEADERS[block.name],
    };
    const then = this.#afterwards(block.name);
    return {
      method: block.method === '' ? 'GET' : block.method,
      path: label === '' ? block.path : execPath(label),
      headers,
      ...(block.name === 'http/1.0' ? { version: '1.0' } : {}),
      ...(then === undefined ? {} : { then }),
    };
  }

  /** What a client does in the middle of a command that takes its time. */
  #afterwards(name: string): Question['then'] {
    const goOn = () => {
      this.#slow.end();
    };
    const after = (bytes: Buffer) => (socket: TLSSocket) => {
      socket.write(bytes, goOn);
    };
    switch (name) {
      case 'client close early':
        return (socket) => void socket.write(clientFrame(8, Buffer.from([0x03, 0xe8])));
      case 'client unknown channel':
        return after(clientFrame(2, Buffer.from([9, 1])));
      case 'client text frame':
        return after(clientFrame(1, Buffer.from('hello')));
      default:
        return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#api.close();
  }
}

/** A command that writes two lines once it is told to. */
class Slow {
  #ends: (() => void)[] = [];

  async run() {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#ends.push(() => {
      resolve(undefined);
    });
    await promise;
    return { stdout: ['first\n', 'last\n'], stderr: '', code: 0 };
  }

  end(): void {
    for (const end of this.#ends.splice(0)) end();
  }
}

/** Commands asked for a WebSocket, all but one, and some requests that lead to no command did. */
const isUpgraded = ({ name, path }: Block): boolean =>
  name.startsWith('ws ') || (path.includes('/exec?') && !name.endsWith('without upgrade'));

/** Resources were asked for by the administrator, commands by the developer. */
function userOf({ name }: Block): string {
  if (name === 'ws nobody') return 'nobody';
  return /^(?:rest|options|post pods|accept .*|gzip|http\/1\.0)$/.test(name)
    ? 'admin'
    : 'developer';
}

/**
 * Those with fewer rights asked for the service's pod, the others for the pod they are named after.
 */
function execPath(label: string): string {
  const isUser = label in RIGHTS;
  const pod = isUser ? 'rok-registry-0' : label;
  const [container = ''] = isUser ? ['rok-registry'] : label.split('-');
  const query = new URLSearchParams({ command: 'true', container, stdout: 'true', stderr: 'true' });
  return `/api/v1/namespaces/rok-registry/pods/${pod}/exec?${query.toString()}`;
}
