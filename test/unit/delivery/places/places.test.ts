import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { copied } from '../../../../src/delivery/places/copied.ts';
import { login, loginFacts } from '../../../../src/delivery/places/login.ts';
import { Places } from '../../../../src/delivery/places/places.ts';
import { exclusive } from '../../../../src/vault/machine-lock.ts';

describe('the places of tokens', () => {
  let storage = '';
  let places: Places;
  const open = () =>
    new Places(storage, (name, work, signal) =>
      exclusive(path.join(storage, 'locks'), name, work, signal),
    );
  beforeEach(async () => {
    storage = path.join(await mkdtemp(path.join(tmpdir(), 'rt-places-')), 'not there yet');
    places = open();
  });
  afterEach(() => rm(path.dirname(storage), { recursive: true, force: true }));

  it('are known to every window, the last delivery first', async () => {
    assert.deepEqual(await places.of(['ci']), []);
    await places.add(copied, 'ci', {}, 1);
    await places.add(login, 'ci', loginFacts('Docker', 'quay.io'), 3);
    await places.add(copied, 'ci', { form: 'Netrc' }, 2);
    await places.add(copied, 'cd', {}, 4);
    const facts = (await open().of(['ci'])).map((place) => place.facts);
    assert.deepEqual(facts, [{ program: 'Docker', host: 'quay.io' }, { form: 'Netrc' }, {}]);
  });

  it('are one for deliveries to the same place', async () => {
    for (const at of [1, 2]) await places.add(copied, 'ci', {}, at);
    assert.deepEqual(
      (await places.of(['ci'])).map(({ at }) => at),
      [2],
    );
  });

  it('hold one token where there is room for one, and none when cleared', async () => {
    const facts = loginFacts('Docker', 'quay.io');
    await places.add(login, 'ci', facts, 1);
    await places.add(login, 'cd', { host: 'quay.io', program: 'Docker' }, 2);
    assert.deepEqual(await places.of(['ci']), []);
    assert.equal((await places.of(['cd'])).length, 1);
    await places.clear(login, facts);
    assert.deepEqual(await places.of(['cd']), []);
  });

  it('go over to the token that took the place of another, and end with a token', async () => {
    await places.add(copied, 'old', {}, 1);
    await places.add(copied, 'other', {}, 1);
    await places.move('old', 'new');
    assert.equal((await places.of(['new'])).length, 1);
    await places.forget(['new', 'unknown']);
    assert.deepEqual(await places.of(['old', 'new']), []);
    assert.equal((await places.of(['other'])).length, 1);
    await places.forgetAll();
    assert.deepEqual(await places.of(['other']), []);
  });

  it('are not lost where several windows remember at once', async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `t${index}`);
    await Promise.all(ids.map((id) => open().add(copied, id, {}, 1)));
    assert.equal((await places.of(ids)).length, ids.length);
  });

  it('are none in a damaged file, and of no kind that is unknown; only the user may read it', async () => {
    await places.add(copied, 'ci', {}, 1);
    const file = path.join(storage, 'places.json');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const strange = [{ kind: 'gone', tokenId: 'ci', at: 1, facts: {} }, 1, { kind: 'copied' }];
    await writeFile(file, JSON.stringify({ places: strange }));
    assert.deepEqual(await places.of(['ci']), []);
    await writeFile(file, '{');
    assert.deepEqual(await places.of(['ci']), []);
    await places.add(copied, 'ci', {}, 2);
    assert.equal((await places.of(['ci'])).length, 1);
    assert.match(await readFile(file, 'utf8'), /"copied"/);
  });
});
