import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from '../../tools/on-path.ts';
import { KubeBench } from '../../unit/net/kube/support.ts';
import { TABLE_FORMATS } from '../rok/formats.ts';

const run = promisify(execFile);

// A machine without them cannot tell; the count says that it was skipped, and this line why.
const wanted = ['kubectl', 'curl', 'awk', 'script'];
const found = await Promise.all(wanted.map(onPath));
const missing = wanted.filter((_, index) => found[index] === undefined).join(', ');
const skip = missing === '' ? false : `not on this machine: ${missing}`;

/** The vendor's procedure (docs/registries/rok.md §1, steps 3, 5 and 6), word for word but for the names. */
const findUuid = `kubectl exec -it -n rok-registry svc/rok-registry -- rok-fort-manage account-list \
  | awk '{print $1,$3}' | grep "$USER_NAME" | awk '{print $1}'`;
const createToken = `kubectl exec -it -n rok-registry svc/rok-registry -- rok-fort-manage \
  token-create --user "$UUID" --duration 86400 --no-borders | grep Token | awk '{print $2}'`;
const askRegistry = `curl -s --cacert "$CA" -H "Authorization: Bearer $TOKEN" "$URL/auth/v1/token"`;

describe('the sandbox, as kubectl sees it', { skip }, () => {
  let bench: KubeBench;
  let environment: Record<string, string | undefined>;
  before(async () => {
    bench = await KubeBench.start();
    const ca = join(bench.directory, 'ca.pem');
    await writeFile(ca, bench.authority.pem);
    environment = {
      PATH: process.env['PATH'],
      HOME: bench.directory,
      KUBECONFIG: bench.rok.kubeconfig,
      CA: ca,
      URL: bench.rok.url,
    };
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => bench.reset());

  const shell = async (script: string, more: Record<string, string> = {}): Promise<string> => {
    const { stdout } = await run('sh', ['-c', script], { env: { ...environment, ...more } });
    return stdout.trim();
  };

  it('runs the vendor’s procedure unchanged, awk and grep included', async () => {
    const uuid = await shell(findUuid, { USER_NAME: 'ci-bot' });
    assert.equal(uuid, bench.rok.world.accounts.find((a) => a.userName === 'ci-bot')?.uuid);
    const token = await shell(createToken, { UUID: uuid });
    const reply = JSON.parse(await shell(askRegistry, { TOKEN: token })) as {
      created_at: string;
      expires_at: string;
    };
    assert.equal(Date.parse(reply.expires_at) - Date.parse(reply.created_at), 86_400_000);
  });

  it('lets the vendor’s grep find too many', async () => {
    const uuids = await shell(findUuid, { USER_NAME: 'jdoe' });
    assert.equal(uuids.split('\n').length, 3);
  });

  for (const format of TABLE_FORMATS.filter((name) => name !== 'box')) {
    it(`prints ${format} so that the vendor’s awk finds what it looks for`, async () => {
      bench.rok.settings.format = format;
      const uuid = await shell(findUuid, { USER_NAME: 'ci-bot' });
      const account = bench.rok.world.accounts.find((a) => a.userName === 'ci-bot');
      assert.ok(uuid.includes(account?.uuid ?? '?'), uuid);
    });
  }

  it('merges streams and ends lines with CR LF on a terminal', async () => {
    const typescript = await shell(
      `script -qec 'kubectl exec -it -n rok-registry svc/rok-registry -- rok-fort-manage account-list' /dev/null </dev/null`,
    );
    assert.match(typescript, /ci-bot +Continuous Integration\r/);
  });

  it('ends with the code of the command, its usage on stderr', async () => {
    await assert.rejects(
      shell(`kubectl exec -n rok-registry svc/rok-registry -- rok-fort-manage token-create --nope`),
      ({ code, stderr }: { code: number; stderr: string }) => {
        assert.equal(code, 2);
        assert.match(stderr, /usage: rok-fort-manage/);
        return true;
      },
    );
  });

  it('refuses an expired token as it refuses a malformed one', async () => {
    const account = bench.rok.world.accounts[0];
    assert.ok(account);
    const { secret } = bench.rok.world.addToken(account, -1);
    const [expired, malformed] = await Promise.all(
      [secret, 'nonsense'].map((TOKEN) => shell(askRegistry, { TOKEN })),
    );
    assert.equal(expired, malformed);
    assert.match(expired ?? '', /"code":401/);
  });
});
