import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { send } from './client.ts';
import type { SandboxDescription } from './describe.ts';
import { writeImportFile } from './importFile.ts';
import { startHarness } from './harness.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

describe('npm run sandbox', () => {
  it('prints one line of JSON with what works, and stops when told', async () => {
    const child = spawn(process.execPath, [MAIN, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const seen: string[] = [];
    lines.on('line', (line) => seen.push(line));
    await once(lines, 'line');
    const { ca, quay } = JSON.parse(seen[0] ?? '') as SandboxDescription;
    const trust = { ca: await readFile(ca, 'utf8') };

    const get = async (path: string, credential: object): Promise<number> =>
      (await send(`${quay.url}${path}`, { ...trust, ...credential })).status;
    assert.equal(await get('/api/v1/user/', { bearer: quay.token }), 200);
    assert.equal(await get('/api/v1/user/', { bearer: quay.readOnlyToken }), 200);
    assert.equal(await get('/api/v1/user/', { bearer: quay.expiredToken }), 401);
    assert.equal(await get('/v2/auth', { basic: `${quay.robot.name}:${quay.robot.token}` }), 200);
    assert.equal(
      await get('/oauth2/federation/robot/token', {
        basic: `${quay.robot.name}:${quay.oidc.token}`,
      }),
      200,
    );
    const big = await send(`${quay.url}/api/v1/organization/big-org/robots?token=false`, {
      ...trust,
      bearer: quay.token,
    });
    assert.equal((big.json() as { robots: unknown[] }).robots.length, 1_000);

    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
    assert.equal(seen.length, 1);
    await assert.rejects(stat(ca), { code: 'ENOENT' });
  });
});

describe('sandbox options', () => {
  it('a seed makes invented secrets repeat', async () => {
    await using one = await startHarness({ seed: 'same' });
    await using two = await startHarness({ seed: 'same' });
    await using three = await startHarness();
    const secretOf = (harness: typeof one): string => harness.sandbox.quay.tokens.full.secret;
    assert.equal(secretOf(one), secretOf(two));
    assert.notEqual(secretOf(one), secretOf(three));
    assert.match(secretOf(one), /^[A-Za-z0-9]{40}$/);
  });

  it('the import file is for the owner alone and names a working account', async () => {
    await using harness = await startHarness();
    const directory = await mkdtemp(join(tmpdir(), 'registry-tokens-import-'));
    const file = await writeImportFile(harness.sandbox, directory);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const { accounts } = JSON.parse(await readFile(file, 'utf8')) as {
      accounts: [{ kind: string; url: string; tls: { caFile: string }; signIn: { token: string } }];
    };
    const [account] = accounts;
    assert.equal(account.kind, 'quay');
    const answer = await send(`${account.url}/api/v1/user/`, {
      ca: await readFile(account.tls.caFile, 'utf8'),
      bearer: account.signIn.token,
    });
    assert.equal(answer.status, 200);
    await rm(directory, { recursive: true });
  });
});
