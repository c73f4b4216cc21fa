import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { NEWEST } from '../../../sandbox/drp/version.ts';
import { onPath } from '../../../tools/on-path.ts';
import { Bench, issue, issuedOf } from './support.ts';

const run = promisify(execFile);

// A machine without it cannot tell; the count says that it was skipped, and this line why.
const skip = (await onPath('drpcli')) === undefined ? 'not on this machine: drpcli' : false;

/** What is copied for drpcli, run by drpcli itself (docs/registries/drp.md §8). */
describe('what is copied for drpcli', { skip }, () => {
  let bench: Bench;
  let home: string;
  before(async () => {
    bench = await Bench.start();
    home = await mkdtemp(path.join(tmpdir(), 'registry-tokens-drpcli-'));
  });
  after(async () => {
    await bench[Symbol.asyncDispose]();
    await rm(home, { recursive: true, force: true });
  });

  for (const version of ['3.13.3', NEWEST.kb] as const) {
    describe(`against ${version}`, () => {
      /** A text that is copied of a new token of alice. */
      const copied = async (id: string): Promise<string> => {
        bench.drp.settings.version = version;
        const registry = bench.registry('alice');
        const { record, secrets } = issuedOf(await issue(registry, 'alice', everything));
        const form = registry.copyForms(record).find((each) => each.id === id);
        assert.ok(form);
        return form.build(secrets);
      };
      const shell = async (script: string, more: Readonly<Record<string, string>> = {}) => {
        const env = { PATH: process.env['PATH'], HOME: home, ...more };
        const { stdout } = await run('sh', ['-c', script], { env });
        return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
      };

      it('signs in with the exported lines', async () => {
        const user = await shell(`${await copied('exports-sh')}drpcli users show alice`);
        assert.equal(user['Name'], 'alice');
      });

      it('signs in with the command line that has the token in it', async () => {
        const user = await shell(`${await copied('drpcli-token')}users show alice`);
        assert.equal(user['Name'], 'alice');
      });

      it('issues such a token with the command that has no secret', async () => {
        const key = `alice:${bench.passwordOf('alice')}`;
        const { Token } = await shell(await copied('drpcli'), { RS_KEY: key });
        assert.equal(bench.drp.world.tokens.has(String(Token)), true);
      });
    });
  }
});

const everything = { rights: 'everything' };
