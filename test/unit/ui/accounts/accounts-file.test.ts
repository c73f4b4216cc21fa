import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { readOffers } from '../../../../src/ui/accounts/accounts-file.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';

const authority = await Authority.create('Accounts file tests');
const { key } = await authority.issue({ names: ['127.0.0.1'] });
const root = await mkdtemp(join(tmpdir(), 'accounts-file-'));
after(() => rm(root, { recursive: true, force: true }));

const home = join(root, 'home');
const repo = join(root, 'repo');
const file = join(home, 'accounts.json');

async function offer(tls?: unknown, at = file, options?: Record<string, string>): Promise<void> {
  const account = { kind: 'rok', url: 'https://rok.example.test', tls, options };
  await writeFile(at, JSON.stringify({ accounts: [account] }));
}

async function refused(attempt: Promise<unknown>, words: RegExp): Promise<void> {
  await assert.rejects(attempt, (error) => {
    assert(error instanceof RegistryError);
    assert.match(error.message, words);
    return true;
  });
}

describe('the accounts file', () => {
  beforeEach(async () => {
    await rm(root, { recursive: true, force: true });
    await mkdir(home, { recursive: true });
    await mkdir(repo, { recursive: true });
    await writeFile(join(home, 'ca.pem'), authority.pem);
  });

  it('stands where its absolute path says', async () => {
    await offer();
    await refused(readOffers(relative(process.cwd(), file), []), /must be absolute/);
    assert.equal((await readOffers(file, [])).length, 1);
  });

  it('names no account by a secret', async () => {
    const label = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.${'a'.repeat(43)}`;
    const account = { kind: 'rok', url: 'https://rok.example.test', label };
    await writeFile(file, JSON.stringify({ accounts: [account] }));
    await refused(readOffers(file, []), /account 1: “label” looks like a secret$|“label” looks/);
  });

  it('is not read out of an untrusted folder, whatever the name or the link', async () => {
    const names = [join(repo, 'accounts.json'), join(repo, '..cfg'), join(repo, '...', 'x')];
    await mkdir(join(repo, '...'));
    for (const name of names) {
      await offer(undefined, name);
      await refused(readOffers(name, [repo]), /inside a workspace that is not trusted/);
      assert.equal((await readOffers(name, [])).length, 1);
    }
    const leadsIn = join(home, 'leads-in.json');
    await symlink(join(repo, 'accounts.json'), leadsIn);
    await refused(readOffers(leadsIn, [repo]), /inside a workspace/);
    await symlink(repo, join(home, 'folder'));
    await refused(readOffers(join(home, 'folder', 'accounts.json'), [repo]), /inside a workspace/);
    await offer();
    const leadsOut = join(repo, 'leads-out.json');
    await symlink(file, leadsOut);
    await refused(readOffers(leadsOut, [repo]), /inside a workspace/);
  });

  it('reads its authority beside itself, and none out of an untrusted folder', async () => {
    await offer({ caFile: 'ca.pem' });
    const [found] = await readOffers(file, []);
    assert.equal(found?.tls?.ca?.trim(), authority.pem.trim());
    await writeFile(join(repo, 'ca.pem'), authority.pem);
    await symlink(join(repo, 'ca.pem'), join(home, 'link.pem'));
    for (const caFile of ['../repo/ca.pem', 'link.pem']) {
      await offer({ caFile });
      await refused(readOffers(file, [repo]), /ca\.pem|link\.pem.*inside a workspace/);
      assert.equal((await readOffers(file, [])).length, 1);
    }
  });

  it('keeps certificates and nothing else', async () => {
    const others = {
      'key.pem': key,
      'both.pem': `${authority.pem}\n${key}`,
      'both-turned.pem': `${key}\n${authority.pem}`,
      'none.pem': 'nothing',
      'broken.pem': authority.pem.replace('MII', 'AAA'),
      'open.pem': authority.pem.replace('-----END CERTIFICATE-----', ''),
      'empty.pem': '',
    };
    for (const [name, text] of Object.entries(others)) {
      await writeFile(join(home, name), text);
      await offer({ caFile: name });
      await refused(readOffers(file, []), /anything else than certificates/);
      await offer({ ca: text });
      await refused(readOffers(file, []), /anything else than certificates/);
    }
  });

  it('reads regular files of a bounded length only', async (context) => {
    await writeFile(join(home, 'long.pem'), authority.pem.repeat(3000));
    await offer({ caFile: 'long.pem' });
    await refused(readOffers(file, []), /too long/);
    await offer({ caFile: '.' });
    await refused(readOffers(file, []), /not a regular file|cannot be read/);
    if (process.platform === 'win32') {
      context.skip('no devices and pipes with names on Windows');
      return;
    }
    await offer({ caFile: '/dev/zero' });
    await refused(readOffers(file, []), /not a regular file/);
    execFileSync('mkfifo', [join(home, 'pipe')]);
    await offer({ caFile: 'pipe' });
    await refused(readOffers(file, []), /not a regular file/);
    await refused(readOffers(join(home, 'pipe'), []), /not a regular file/);
  });

  it('lets the person read all that would be trusted, and where a token would go', async () => {
    await offer({ caFile: 'ca.pem' }, file, { context: 'prod', service: 'rok-fort-manage' });
    const [byAuthority] = await readOffers(file, []);
    const shown = byAuthority?.preview.join('\n') ?? '';
    assert.match(shown, /context: prod\nservice: rok-fort-manage/);
    assert.match(
      shown,
      /Trusts the authority CN=Accounts file tests, valid until .*, SHA-256 fingerprint [0-9a-f]{64}$/,
    );
    await offer({ fingerprint256: 'AB'.repeat(32) });
    const [byPin] = await readOffers(file, []);
    assert.deepEqual(byPin?.preview, [
      `Trusts the server with the SHA-256 fingerprint ${'ab'.repeat(32)}`,
    ]);
  });
});
