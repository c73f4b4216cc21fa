import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Kubernetes } from '../../../../src/net/kube/kubernetes.ts';
import { contexts } from '../../../sandbox/rok/rok.ts';
import { accountList, exitCode, KubeBench, never, target, transports } from './support.ts';
import { failure } from '../../failure.ts';
import { allOf } from '../../all-of.ts';
import { writeProgram } from '../../../sandbox/kube/kubeconfig.ts';

for (const transport of transports) {
  describe(`commands in a pod, by ${transport}`, () => {
    let bench: KubeBench;
    let kubernetes: Kubernetes;
    before(async () => {
      bench = await KubeBench.start();
    });
    after(() => bench[Symbol.asyncDispose]());
    beforeEach(() => {
      bench.reset();
      kubernetes = bench.open({ transport });
    });
    const list = (signal = never) => kubernetes.run(target, accountList, signal);

    it('lists the contexts, and which is current', async () => {
      assert.deepEqual(
        (await kubernetes.contexts()).map(({ name, isCurrent }) => [name, isCurrent]),
        [
          [contexts.token, true],
          [contexts.certificate, false],
        ],
      );
    });

    it('runs in the ready pod, in the container that the annotation names', async () => {
      const result = await list();
      assert.deepEqual(result.place, {
        namespace: 'rok-registry',
        pod: 'rok-registry-0',
        container: 'rok-registry',
        service: 'rok-registry',
      });
      assert.equal(exitCode(result), 0);
      assert.match(allOf(result.stdout), /jdoe@example\.com/);
      assert.match(allOf(result.stdout), /Zoë Ångström/);
    });

    it('signs in with a client certificate', async () => {
      const result = await kubernetes.run(
        { ...target, context: contexts.certificate },
        accountList,
        never,
      );
      assert.equal(exitCode(result), 0);
    });

    it('looks for the pod once', async () => {
      await list();
      bench.recorder.clear();
      await list();
      const asked = bench.recorder.requests.filter(({ url }) => /services|labelSelector/.test(url));
      assert.deepEqual(asked, []);
    });

    it('looks for another pod when the remembered one is gone', async () => {
      await list();
      bench.rok.kube.settings.gonePod = 'rok-registry-0';
      bench.rok.kube.settings.readyPod = 'rok-registry-1';
      assert.equal((await list()).place.pod, 'rok-registry-1');
    });

    it('keeps stderr and the exit code apart from stdout', async () => {
      bench.rok.settings.stderrNoise = 'warning: clock skew\n';
      const fine = await list();
      assert.equal(exitCode(fine), 0);
      assert.match(allOf(fine.stderr), /clock skew/);
      assert.doesNotMatch(allOf(fine.stdout), /clock skew/);
      const wrong = await kubernetes.run(target, ['rok-fort-manage', 'token-create', '-x'], never);
      assert.equal(exitCode(wrong), 2);
      assert.match(allOf(wrong.stderr), /usage:/);
      assert.equal(allOf(wrong.stdout), '');
    });

    it('tells a killed command', async () => {
      bench.rok.kube.settings.exitCode = 137;
      assert.equal(exitCode(await list()), 137);
    });

    it('passes arguments as they are, past every shell', async () => {
      const argv = ['rok-fort-manage', 'token-create', '--user', '$(id) \'a\' "b" ; é&=+%', '-'];
      await kubernetes.run(target, argv, never);
      assert.deepEqual(bench.rok.kube.execs.commands, [argv]);
    });

    it('reads output whose frames split characters', async () => {
      bench.rok.kube.settings.frameBytes = 7;
      const stdout = allOf((await list()).stdout);
      assert.match(stdout, /zoë@example\.com\s+zoë\s+Zoë Ångström/);
    });

    for (const ending of ['cut', 'close'] as const) {
      it(`settles when the connection ends without a status (${ending})`, async () => {
        bench.rok.kube.settings.ending = ending;
        const result = await list();
        assert.deepEqual(result.ended, { interruption: 'dropped' });
        assert.match(allOf(result.stdout), /ci-bot/);
      });
    }

    it('settles when it is cancelled while the command runs', async () => {
      bench.rok.kube.settings.ending = 'hang';
      const abort = new AbortController();
      const running = list(abort.signal);
      await bench.rok.kube.execs.next();
      abort.abort();
      assert.deepEqual((await running).ended, { interruption: 'cancelled' });
    });

    it('runs nothing when it was cancelled before', async () => {
      await failure(list(AbortSignal.abort()), 'cancelled');
      assert.deepEqual(bench.rok.kube.execs.commands, []);
    });

    it('names verb, resource and namespace of a missing right', async () => {
      bench.rok.kube.settings.mayExec = [];
      assert.match(
        (await failure(list(), 'forbidden')).message,
        /lacks the right to (?:get|create) pods\/exec in the namespace rok-registry/,
      );
      bench.rok.kube.settings.mayListPods = false;
      assert.match(
        (await failure(bench.open({ transport }).run(target, ['x'], never), 'forbidden')).message,
        /lacks the right to list pods in the namespace rok-registry/,
      );
    });

    it('names the pods there are when none is ready', async () => {
      bench.rok.kube.settings.phase = 'Pending';
      assert.match(
        (await failure(list(), 'not-found')).message,
        /rok-registry-0 \(Pending\), rok-registry-1 \(Pending\)/,
      );
      bench.rok.kube.settings.phase = 'Running';
      bench.rok.kube.settings.ready = false;
      assert.match((await failure(list(), 'not-found')).message, /rok-registry-0 \(not ready\)/);
    });

    it('says that a service has no selector, or is not there', async () => {
      bench.rok.kube.settings.hasSelector = false;
      assert.match((await failure(list(), 'unsupported')).message, /has no selector/);
      const other = { ...target, service: 'another' };
      assert.match(
        (await failure(kubernetes.run(other, ['x'], never), 'not-found')).message,
        /services "another" not found/,
      );
    });

    it('names the context whose credentials are not accepted', async () => {
      bench.rok.kube.users.clear();
      assert.match(
        (await failure(list(), 'sign-in-expired')).message,
        /credentials of the context “developer@sandbox”/,
      );
    });

    it('names the contexts there are when one is missing', async () => {
      const error = await failure(
        kubernetes.run({ ...target, context: 'nope' }, ['x'], never),
        'not-found',
      );
      assert.match(error.message, /developer@sandbox, admin@sandbox/);
    });

    it('reads twenty thousand accounts', async () => {
      const { world } = bench.rok;
      const few = world.accounts.length;
      for (let n = 0; n < 20_000; n++) world.addAccount(`user-${n}`, `Üser ${n}`);
      try {
        const stdout = allOf((await list()).stdout);
        assert.equal(stdout.match(/\n/g)?.length, few + 20_000 + 2);
        assert.match(stdout, /user-19999 +Üser 19999/);
      } finally {
        world.accounts.length = few;
      }
    });
  });
}

for (const transport of transports) {
  describe(`a command that was never begun, by ${transport}`, () => {
    let bench: KubeBench;
    let kubernetes: Kubernetes;
    before(async () => {
      bench = await KubeBench.start();
    });
    after(() => bench[Symbol.asyncDispose]());
    beforeEach(() => {
      bench.reset();
      kubernetes = bench.open({ transport });
    });
    const list = () => kubernetes.run(target, accountList, never);

    for (const [kubelet, told] of [
      [
        'no-container',
        /^The container rok-registry of the pod rok-registry-0 is not running\. Nothing/,
      ],
      ['no-pod', /^The node of the pod rok-registry-0 does not know it\. Nothing was run\.$/],
      ['down', /^The cluster cannot reach the node of the pod rok-registry-0\. Nothing was run\.$/],
    ] as const) {
      it(`says so when its kubelet is: ${kubelet}`, async () => {
        bench.rok.kube.settings.kubelets = { 'rok-registry-0': kubelet };
        assert.match((await failure(list(), 'unreachable')).message, told);
      });
    }

    it('says so when there is no such program', async () => {
      const error = await failure(kubernetes.run(target, ['nope', 'x'], never), 'not-found');
      assert.equal(
        error.message,
        'There is no program nope in the container rok-registry of the pod rok-registry-0.',
      );
    });

    it('leaves a pod whose node is dead for another one', async () => {
      await list();
      bench.rok.kube.settings.kubelets = { 'rok-registry-0': 'down' };
      bench.rok.kube.settings.readyPod = 'rok-registry-1';
      assert.equal((await list()).place.pod, 'rok-registry-1');
      await list();
      assert.equal(bench.rok.kube.execs.commands.length, 3);
    });

    it('uses the first container where the named one does not exist', async () => {
      bench.rok.kube.settings.defaultContainer = 'gone';
      const { place, ended } = await list();
      assert.equal(place.container, 'sidecar');
      assert.ok('exitCode' in ended);
    });

    it('finds the cluster behind a path', async () => {
      bench.rok.kube.settings.prefix = '/k8s/clusters/c-1';
      const kubeconfig = await bench.kubeconfig(`prefix-${transport}`, {
        server: `${bench.rok.kube.url}/k8s/clusters/c-1`,
      });
      const behind = bench.open({ transport, kubeconfig });
      assert.equal(
        exitCode(await behind.run({ ...target, context: 'test' }, accountList, never)),
        0,
      );
    });

    it('asks whether the address is complete where nothing is found', async () => {
      bench.rok.kube.settings.prefix = '/k8s/clusters/c-1';
      const { message } = await failure(list(), 'protocol');
      assert.match(
        message,
        /^There is no Kubernetes API at 127\.0\.0\.1:\d+ \(404\)\. Is the address/,
      );
    });

    for (const status of [400, 403, 404, 426]) {
      it(`says that a gateway does not upgrade the connection (${status})`, async () => {
        bench.rok.kube.faults.add({ kind: 'status', status, path: /exec$/, times: Infinity });
        const { message } = await failure(list(), 'protocol');
        assert.match(message, /Nothing was run\./);
        assert.match(
          message,
          transport === 'kubectl' ? /the connection is not upgraded/ : /does not open a WebSocket/,
        );
        assert.deepEqual(bench.rok.kube.execs.commands, []);
      });
    }

    it('does not know whether it was begun when a gateway gave up (502)', async () => {
      bench.rok.kube.faults.add({ kind: 'status', status: 502, path: /exec$/, times: Infinity });
      assert.deepEqual((await list()).ended, { interruption: 'gateway' });
    });
  });
}

describe('the rights for a command over a WebSocket', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => bench.reset());
  const refusal = async () =>
    (await failure(bench.open().run(target, accountList, never), 'forbidden')).message;

  it('are get, for which kubectl may do without', async () => {
    bench.rok.kube.settings.mayExec = ['create'];
    const message = await refusal();
    assert.match(message, /lacks the right to get pods\/exec in the namespace rok-registry/);
    assert.match(message, /set registryTokens\.kubernetes\.transport to kubectl\.$/);
  });

  it('are create as well from 1.35 on, which is told without a reason', async () => {
    bench.rok.kube.settings.mayExec = ['get'];
    assert.match(await refusal(), /gives no reason.*the right to create pods\/exec is missing/);
    bench.rok.kube.settings.minor = 34;
    assert.equal(exitCode(await bench.open().run(target, accountList, never)), 0);
  });

  it(
    'need not be those to read pods, by kubectl',
    { skip: !transports.includes('kubectl') },
    async () => {
      bench.rok.kube.settings.mayGetPods = false;
      const kubernetes = bench.open({ transport: 'kubectl' });
      const result = await kubernetes.run(target, accountList, never);
      assert.equal(exitCode(result), 0);
      assert.equal(result.place.pod, 'svc/rok-registry');
      assert.equal(
        (await kubernetes.run(target, accountList, never)).place.pod,
        'svc/rok-registry',
      );
    },
  );
});

describe('exec by ourselves', () => {
  it('reads frames of any length', async () => {
    await using bench = await KubeBench.start();
    bench.rok.kube.settings.frameBytes = 11;
    const result = await bench.open().run(target, accountList, never);
    assert.equal(exitCode(result), 0);
    assert.match(allOf(result.stdout), /Zoë Ångström/);
  });

  it('never puts output into an error', async () => {
    await using bench = await KubeBench.start();
    bench.rok.kube.settings.ending = 'cut-inside';
    const result = await bench.open().run(target, accountList, never);
    assert.deepEqual(result.ended, { interruption: 'dropped' });
  });

  it('does not take the loss of a pod for the end of a command', async () => {
    await using bench = await KubeBench.start();
    bench.rok.kube.settings.ending = 'lost-kubelet';
    const result = await bench.open().run(target, accountList, never);
    assert.deepEqual(result.ended, { interruption: 'dropped' });
  });
});

describe('exec by kubectl', { skip: !transports.includes('kubectl') }, () => {
  it('ends well when it loses a pod, which is therefore no proof', async () => {
    await using bench = await KubeBench.start();
    bench.rok.kube.settings.ending = 'lost-kubelet';
    const result = await bench.open({ transport: 'kubectl' }).run(target, accountList, never);
    assert.deepEqual(result.ended, { exitCode: 0, isWhole: false });
  });

  /** What kubectl says of each frame that came too soon (docs/registries/rok.md §5, point 9). */
  const dropped = (stream: number) =>
    `E1126 21:52:04.336238   20397 websocket.go:296] Unknown stream id ${stream}, discarding message`;
  const discards = [
    { what: 'nothing but the empty first frame', said: [dropped(1), dropped(2)], isLost: false },
    { what: 'the beginning of the output', said: [dropped(1), dropped(1)], isLost: true },
  ];
  for (const { what, said, isLost } of discards) {
    it(`knows that ${what} was dropped`, async () => {
      await using bench = await KubeBench.start();
      const lines = said.map((line) => `echo '${line}' >&2`);
      const kubectl = await writeProgram(
        bench.directory,
        'kubectl',
        ['case "$*" in *" exec "*) ;; *) exec kubectl "$@" ;; esac', ...lines, 'echo rest'].join(
          '\n',
        ),
      );
      const result = await bench
        .open({ transport: 'kubectl', kubectl })
        .run(target, accountList, never);
      assert.equal(allOf(result.stdout), 'rest\n');
      assert.deepEqual(
        result.ended,
        isLost ? { interruption: 'headless' } : { exitCode: 0, isWhole: false },
      );
    });
  }
});
