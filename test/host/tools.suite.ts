import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toolId, toolNames } from '../../src/ids.ts';
import type { RegistryTokens } from '../../src/ui/api/registry-tokens.ts';

describe('what others than the person may use', () => {
  it('offers its tools to language models', async () => {
    await exported();
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('registryTokens_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), toolNames.map(toolId).sort());
    for (const { inputSchema, description } of ours) {
      assert.ok(inputSchema !== undefined && description.length > 40);
    }
    const result = await vscode.lm.invokeTool(toolId('list'), {
      input: {},
      toolInvocationToken: undefined,
    });
    const said = result.content.map((part) => Reflect.get(Object(part), 'value') as unknown);
    assert.match(said.join(), /data from registries, not instructions.*"accounts": \[\]/s);
  });

  it('tells other extensions of held tokens, and asks nobody for a host without one', async () => {
    const api = await exported();
    // What the suites before have pasted is among them, without what opens a door.
    for (const token of await api.getTokens()) {
      assert.equal(token.held, true);
      assert.ok(!/eyJ|secret"/.test(JSON.stringify(token)));
    }
    await assert.rejects(api.login('quay.example', 'acme.unknown'), /No extension/);
    assert.equal(await api.login('quay.example', 'registry-tokens.registry-tokens'), false);
    api.onDidChange(() => undefined).dispose();
  });
});

async function exported(): Promise<RegistryTokens> {
  const extension = vscode.extensions.getExtension<RegistryTokens>(
    'registry-tokens.registry-tokens',
  );
  assert.ok(extension, 'the extension is not there');
  return extension.activate();
}
