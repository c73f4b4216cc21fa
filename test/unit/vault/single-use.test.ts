import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../src/core/secret.ts';
import { SingleUseFiles } from '../../../src/vault/single-use.ts';

describe('a secret that is good for one time', () => {
  let directory: string;
  before(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'registry-tokens-spent-')), 'spent');
  });
  after(() => rm(join(directory, '..'), { recursive: true }));
  const window = () => new SingleUseFiles(directory);

  it('is sent by one of many windows in the same moment', async () => {
    const secret = new Secret('refresh-1');
    const answers = await Promise.all(Array.from({ length: 20 }, () => window().spend(secret)));
    assert.equal(answers.filter((answer) => answer === undefined).length, 1);
    assert.equal(await window().spend(new Secret('refresh-2')), undefined);
  });

  it('is told as refused, and may be sent again when it was not used', async () => {
    const secret = new Secret('refresh-3');
    await window().spend(secret);
    assert.equal(await window().spend(secret), 'sent');
    await window().refuse(secret);
    assert.equal(await window().spend(secret), 'refused');
    await window().giveBack(secret);
    assert.equal(await window().spend(secret), undefined);
  });

  it('leaves nothing of it in the folder, and no mark for ever', async () => {
    const secret = new Secret('planted-refresh-token');
    await window().spend(secret);
    await window().refuse(secret);
    for (const name of await readdir(directory)) {
      const file = join(directory, name);
      assert.doesNotMatch(name + (await readFile(file, 'utf8')), /planted|refresh-/);
      const old = new Date(Date.now() - 3 * 365 * 24 * 60 * 60_000);
      await utimes(file, old, old);
    }
    await window().spend(new Secret('another'));
    assert.equal((await readdir(directory)).length, 1);
  });
});
