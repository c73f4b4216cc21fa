import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** A property's descriptor; its getter is only compared, never called. */
interface Property {
  readonly value?: unknown;
  readonly get?: unknown;
}

/** What a test runner itself puts there, anew for every file. */
const ofMocha = /^(?:x?(?:context|describe|it|specify)|run|(?:before|after)(?:Each)?)$/;

describe('activation', () => {
  it('changes nothing global, the dispatchers of fetch included', async () => {
    const extension = found();
    assert.equal(extension.isActive, false, 'it was active before it could be watched');
    const before = globals();
    await extension.activate();
    assert.equal(extension.isActive, true);
    const after = globals();
    const names = new Set([...before.keys(), ...after.keys()]);
    const changed = [...names].filter((name) => !Object.is(before.get(name), after.get(name)));
    assert.deepEqual(changed.map(String), []);
  });

  it('registers every command that package.json contributes', async () => {
    const extension = found();
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const manifest = extension.packageJSON as Manifest;
    const missing = manifest.contributes.commands
      .map((contribution) => contribution.command)
      .filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});

/**
 * What every property of `globalThis` holds, or which function answers for it. Among the symbols
 * are `undici.globalDispatcher.1` and `.2`, by which copies of undici overrule each other.
 */
function globals(): ReadonlyMap<string | symbol, unknown> {
  const all = new Map<string | symbol, unknown>();
  for (const key of Reflect.ownKeys(globalThis)) {
    if (typeof key === 'string' && ofMocha.test(key)) continue;
    const property = Object.getOwnPropertyDescriptor(globalThis, key) as Property | undefined;
    all.set(key, property?.get ?? property?.value);
  }
  return all;
}

function found(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('registry-tokens.registry-tokens');
  assert.ok(extension, 'the extension is not there');
  return extension;
}
