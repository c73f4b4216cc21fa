import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { firstAsked } from '../../../../src/delivery/logins/registries-conf.ts';
import { Machine } from '../helper/support.ts';

/** A machine whose system folder and own folder are its own. */
class Scene {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  get #system(): string {
    return path.join(this.#machine.home, 'etc');
  }

  async write(where: 'system' | 'own', name: string, text: string): Promise<string> {
    const folder =
      where === 'own' ? path.join(this.#machine.home, '.config/containers') : this.#system;
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  ask(env: Record<string, string> = {}, untrusted: readonly string[] = []) {
    const { environment } = this.#machine;
    const around = { ...environment, env: { ...environment.env, ...env }, untrusted };
    return firstAsked({ ...around, platform: 'linux' }, this.#system);
  }
}

describe('helpers that registries.conf names', () => {
  it('are none without a file, or where the files with logins come first', async () => {
    await using machine = await Machine.create();
    const scene = new Scene(machine);
    assert.equal(await scene.ask(), undefined);
    await scene.write('system', 'registries.conf', '# credential-helpers = ["pass"]\n');
    assert.equal(await scene.ask(), undefined);
    await scene.write(
      'system',
      'registries.conf',
      'credential-helpers = ["containers-auth.json", "pass"]\n',
    );
    assert.equal(await scene.ask(), undefined);
  });

  it('are told with whether the files are read after them', async () => {
    await using machine = await Machine.create();
    const scene = new Scene(machine);
    const text = `unqualified-search-registries = ["quay.io"]\ncredential-helpers = [\n  "pass", # ours, "x"\n  'secretservice',\n]\n`;
    const file = await scene.write('system', 'registries.conf', text);
    const helpers = ['pass', 'secretservice'];
    assert.deepEqual(await scene.ask(), { file, helpers, only: true });
    await writeFile(file, 'credential-helpers = ["pass", "containers-auth.json"]');
    assert.deepEqual(await scene.ask(), { file, helpers: ['pass'], only: false });
    assert.equal(
      await readFile(file, 'utf8'),
      'credential-helpers = ["pass", "containers-auth.json"]',
    );
  });

  it('come from the file that counts: the named one, else the own one, then the folders', async () => {
    await using machine = await Machine.create();
    const scene = new Scene(machine);
    const helpersOf = async (env = {}) => (await scene.ask(env))?.helpers;
    await scene.write('system', 'registries.conf', 'credential-helpers = ["one"]');
    const own = await scene.write('own', 'registries.conf', 'credential-helpers = ["two"]');
    assert.deepEqual(await helpersOf(), ['two']);
    const named = await scene.write('own', 'other.conf', 'credential-helpers = ["three"]');
    assert.deepEqual(await helpersOf({ CONTAINERS_REGISTRIES_CONF: named }), ['three']);
    await scene.write('system', 'registries.conf.d/1.conf', 'credential-helpers = ["four"]');
    await scene.write('system', 'registries.conf.d/2.conf', 'short-name-mode = "enforcing"');
    await scene.write('system', 'registries.conf.d/3.txt', 'credential-helpers = ["five"]');
    assert.deepEqual(await helpersOf(), ['four']);
    assert.equal(await scene.ask({}, [machine.home]), undefined);
    assert.ok(own.startsWith(machine.home));
  });
});
