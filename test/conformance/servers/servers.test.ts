import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { ADMIN } from '../../sandbox/drp/fixture.ts';
import { NEWEST } from '../../sandbox/drp/version.ts';
import type { FaultSwitches } from '../../sandbox/http/faults.ts';
import { contexts } from '../../sandbox/rok/rok.ts';
import { KubeBench } from '../../unit/net/kube/support.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { send } from '../../sandbox/client.ts';
import { root, temporaryDirectory } from '../../tools/paths.ts';
import { wayToCluster } from './cluster.ts';
import { contracts, type ServerSort } from './contracts.ts';
import type { Ask } from './row.ts';
import { runContract } from './run.ts';

/** A double in the place of a real server. */
interface Double {
  readonly ask: Ask;
  readonly secret: string;
  readonly faults: FaultSwitches;
  /** A path that a row reads, for a fault. */
  readonly read: string;
}

let sandbox: Sandbox;
let kube: KubeBench;
before(async () => {
  [sandbox, kube] = await Promise.all([startSandbox({ manyDrpUsers: 0 }), KubeBench.start()]);
});
after(() => Promise.all([sandbox.close(), kube[Symbol.asyncDispose]()]));

const over = (url: string, ca: string, signIn: object): Ask => {
  return (route, { anonymous, ...call } = {}) =>
    send(`${url}${route}`, { ca, ...(anonymous === true ? {} : signIn), ...call });
};

const doubles: Readonly<Record<ServerSort, () => Promise<Double>>> = {
  quay: () => {
    const { quay, authority } = sandbox;
    const { secret } = quay.tokens.full;
    const ask = over(quay.url, authority.pem, { bearer: secret });
    return Promise.resolve({ ask, secret, faults: quay.faults, read: '/config' });
  },
  drp: () => {
    const { drp } = sandbox;
    const secret = drp.world.users.get(ADMIN)?.password ?? '';
    const ask = over(drp.url, drp.certificate, { basic: `${ADMIN}:${secret}` });
    return Promise.resolve({ ask, secret, faults: drp.faults, read: '/api/v3/users' });
  },
  jfrog: () => {
    const { jfrog, authority } = sandbox;
    const secret = jfrog.world.jwt(jfrog.tokens.admin);
    const ask = over(jfrog.url, authority.pem, { bearer: secret });
    const read = '/access/api/v1/tokens/me';
    return Promise.resolve({ ask, secret, faults: jfrog.faults, read });
  },
  kube: async () => {
    const { ask } = await wayToCluster(contexts.token, { KUBECONFIG: kube.rok.kubeconfig });
    const { token: secret, faults } = kube.rok.kube;
    return { ask, secret, faults, read: '/api/v1/namespaces/default/pods/*' };
  },
};

async function run(double: Double, sort: ServerSort, write: boolean) {
  const lines: string[] = [];
  const sent: string[] = [];
  const result = await runContract(contracts[sort], {
    ask: (route, call) => {
      sent.push(call?.method ?? 'GET');
      return double.ask(route, call);
    },
    user: ADMIN,
    made: 'registry-tokens-0001',
    write,
    secrets: [double.secret],
    print: (line) => lines.push(line),
  });
  assert(!lines.join('\n').includes(double.secret), 'the secret was printed');
  return { ...result, lines, sent };
}

for (const sort of Object.keys(contracts) as ServerSort[]) {
  describe(`the contract of a server: ${sort}`, () => {
    let double: Double;
    before(async () => {
      double = await doubles[sort]();
    });

    it('holds on the double, and leaves nothing behind', async () => {
      const { lines, deviated, held, left } = await run(double, sort, true);
      assert.equal(deviated, 0, lines.join('\n'));
      assert.deepEqual(left, []);
      assert(held >= 3, lines.join('\n'));
      assert.match(lines[0] ?? '', /^Answered by .*\d/);
    });

    it('changes nothing unless it is asked to', async () => {
      const { sent, leftOut } = await run(double, sort, false);
      assert.deepEqual(
        sent.filter((method) => method !== 'GET' && method !== 'HEAD'),
        [],
      );
      assert(leftOut > 0);
    });

    it('tells of a server that answers otherwise', async () => {
      const fault = { kind: 'refusal', status: 418, path: double.read, times: Infinity } as const;
      double.faults.add(fault);
      const { lines, deviated } = await run(double, sort, false);
      double.faults.clear();
      assert(deviated > 0, lines.join('\n'));
      assert.match(lines.join('\n'), /DID NOT HOLD .*status 418 instead of/);
    });
  });
}

describe('the contract of Digital Rebar', () => {
  for (const version of ['3.5.0', '3.8.2', '3.9.0', '3.12.0', NEWEST.kb] as const) {
    it(`holds on the double of ${version}, and leaves nothing behind`, async () => {
      const { settings } = sandbox.drp;
      const { version: former } = settings;
      settings.version = version;
      const { lines, deviated, left } = await run(await doubles.drp(), 'drp', true);
      settings.version = former;
      assert.equal(deviated, 0, lines.join('\n'));
      assert.deepEqual(left, []);
    });
  }
});

describe('what a row made and could not take back', () => {
  it('is listed', async () => {
    const double = await doubles.quay();
    double.faults.add({ kind: 'status', status: 500, method: 'DELETE', times: Infinity });
    const { lines, left } = await run(double, 'quay', true);
    double.faults.clear();
    assert.deepEqual(left, ['the robot registry-tokens-0001 of the user']);
    assert.match(lines.join('\n'), /STILL THERE {2}the robot registry-tokens-0001/);
    await double.ask('/api/v1/user/robots/registry-tokens-0001', { method: 'DELETE' });
  });
});

describe('npm run contract', () => {
  it('takes the secret from the environment, and prints none', async () => {
    const { quay, authority } = sandbox;
    const ca = path.join(await temporaryDirectory('contract'), 'ca.pem');
    await writeFile(ca, authority.pem);
    const script = path.join(root, 'test', 'tools', 'contract.ts');
    const { secret } = quay.tokens.full;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, '--quay', quay.url, '--ca', ca, '--write'],
      { env: { ...process.env, REGISTRY_TOKENS_CONTRACT_SECRET: secret } },
    );
    assert.match(stdout, /^Answered by Quay 3\.18\.0\.$/m);
    assert.match(stdout, /^\d+ held, 0 did not hold, 0 left out$/m);
    assert(!stdout.includes(secret));
  });
});
