import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sharedCommands } from '../../../src/registries/contract/action-id.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import { presentationOf } from '../../../src/registries/presentation.ts';
import { declaredIds } from './declared.ts';
import { checkQuestions } from './questions.ts';
import type { StartRig } from './rig.ts';

const phrase = /^\p{Lu}.*[^.…]$/u;
const codicon = /^[a-z][a-z-]*$/;

/** What a kind says of itself: whole, its own, and true of its registries. */
export function checkDeclaration(kind: Kind, kinds: readonly Kind[], start: StartRig): void {
  it('says what it is', async () => {
    const { description } = await kind.contributions();
    assert.match(description(), phrase);
    assert.match(kind.icon, codicon);
    for (const { icon, spoken } of Object.values(kind.rowTypes ?? {})) {
      assert.match(icon, codicon);
      assert.match(spoken(), /\S/);
    }
  });

  it('has words, an icon and a place for every action, and for no other', async () => {
    for (const id of declaredIds(kind)) {
      const looks = await presentationOf(id, kinds);
      assert.match(looks.title(), phrase, id);
      assert.match(looks.button(), /^\p{Lu}\p{L}*$/u, id);
      assert.match(looks.progress('this row'), /this row.*…$/, id);
      assert.match(looks.icon, codicon, id);
    }
    const own = kind.actions.flatMap((action) => (typeof action === 'string' ? [] : [action.id]));
    assert.deepEqual(Object.keys((await kind.contributions()).actions).sort(), own.sort());
  });

  it('takes neither the id nor the command of another kind or of a shared action', () => {
    const own = (one: Kind) => one.actions.filter((action) => typeof action !== 'string');
    const others = kinds.filter((one) => one !== kind).flatMap(own);
    const ids = [...others.map(({ id }) => id), ...Object.keys(sharedCommands)];
    const commands: readonly string[] = [
      ...others.map(({ command }) => command),
      ...Object.values(sharedCommands),
    ];
    for (const { id, command } of own(kind)) {
      assert.ok(!ids.includes(id), id);
      assert.ok(!commands.includes(command), command);
    }
  });

  it('asks for an account in words that are not cut off', async () => {
    checkQuestions((await kind.load()).connectFields());
  });

  it('can do what it declares, and asks before where it says so', async () => {
    await using rig = await start();
    const registry = (await kind.load()).open(rig.connection);
    assert.deepEqual(Object.keys(registry.actions).sort(), [...declaredIds(kind)].sort());
    for (const [id, action] of Object.entries(registry.actions)) {
      const asks = action?.form !== undefined || action?.consequence !== undefined;
      const { immediate, several } = await presentationOf(id, [kind]);
      assert.equal(immediate === true, !asks, id);
      assert.ok(action?.several !== true || several !== undefined, id);
    }
    assert.equal(registry.keys !== undefined, kind.tellsKeys === true);
    assert.equal(registry.packages !== undefined, kind.hasPackages === true);
  });
}
