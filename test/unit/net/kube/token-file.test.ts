import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { accountList, exitCode, KubeBench, never, target, transports } from './support.ts';
import { failure } from '../../failure.ts';

const here = { ...target, context: 'test' };

describe('a kubeconfig user with a tokenFile', () => {
  let bench: KubeBench;
  let tokenFile: string;
  before(async () => {
    bench = await KubeBench.start();
    tokenFile = join(bench.directory, 'token');
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(async () => {
    bench.reset();
    await rm(tokenFile, { force: true });
  });
  const open = async (user: Readonly<Record<string, unknown>>, changes = {}) => {
    const kubernetes = bench.open({
      kubeconfig: await bench.kubeconfig('file', { user }),
      ...changes,
    });
    return () => kubernetes.run(here, accountList, never);
  };

  for (const transport of transports) {
    it(`shows what stands in it, relative to the kubeconfig, by ${transport}`, async () => {
      await writeFile(tokenFile, `${bench.rok.kube.token}\n`);
      assert.equal(exitCode(await (await open({ tokenFile: 'token' }, { transport }))()), 0);
    });

    it(`shows what stands in it now, by ${transport}`, async () => {
      await writeFile(tokenFile, bench.rok.kube.token);
      const run = await open({ tokenFile }, { transport });
      assert.equal(exitCode(await run()), 0);
      bench.rok.kube.users.clear();
      bench.rok.kube.users.set('rotated', 'developer');
      await writeFile(tokenFile, 'rotated\n');
      assert.equal(exitCode(await run()), 0);
    });

    it(`prefers it to a token, by ${transport}`, async () => {
      await writeFile(tokenFile, bench.rok.kube.token);
      assert.equal(exitCode(await (await open({ tokenFile, token: 'old' }, { transport }))()), 0);
    });

    it(`is not read inside a workspace that is not trusted, by ${transport}`, async () => {
      const folder = join(bench.directory, `workspace-${transport}`);
      await mkdir(folder);
      await writeFile(join(folder, 'token'), bench.rok.kube.token);
      await symlink(join(folder, 'token'), join(bench.directory, `link-${transport}`));
      for (const path of [join(folder, 'token'), `link-${transport}`]) {
        const run = await open({ tokenFile: path }, { transport, untrusted: [folder] });
        const { message } = await failure(run(), 'forbidden');
        assert.match(message, /lies inside a workspace that is not trusted/);
      }
      assert.deepEqual(bench.recorder.requests, []);
    });
  }

  it('falls back to a token where it cannot be read, as kubectl does', async () => {
    const run = await open({ tokenFile, token: bench.rok.kube.token });
    assert.equal(exitCode(await run()), 0);
  });

  for (const [why, content] of [
    ['cannot be read', undefined],
    ['is empty', ' \n'],
    ['is too long', 'x'.repeat(64 * 1024 + 1)],
    ['what is in it is not a token', 'open sesame'],
  ] as const) {
    it(`names it and never quotes it: it ${why}`, async () => {
      if (content !== undefined) await writeFile(tokenFile, content);
      const { message } = await failure((await open({ tokenFile }))(), 'invalid-input');
      assert.ok(message.includes(`The tokenFile ${tokenFile} of the context “test”`), message);
      assert.ok(message.includes(why) && !message.includes('sesame'), message);
    });
  }

  it('does not wait for what is no file', async () => {
    const { message } = await failure((await open({ tokenFile: '.' }))(), 'invalid-input');
    assert.match(message, /it is not a file/);
  });
});
