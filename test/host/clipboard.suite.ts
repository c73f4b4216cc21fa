import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Secret } from '../../src/core/secret.ts';
import { prefix } from '../../src/ids.ts';
import { Clipboard } from '../../src/ui/editor/clipboard.ts';

const { clipboard: system } = vscode.env;

describe('the clipboard', () => {
  let clipboard: Clipboard;

  beforeEach(() => {
    clipboard = new Clipboard();
  });

  afterEach(async () => {
    await clipboard.close();
    await clearAfter(undefined);
  });

  it('loses a secret after the time that is set', async () => {
    await clearAfter(1);
    assert.equal(await clipboard.copySecret(new Secret('held for a second')), 1_000);
    assert.equal(await system.readText(), 'held for a second');
    await becomes('');
  });

  it('keeps what was copied after the secret', async () => {
    await clearAfter(1);
    const time = await clipboard.copySecret(new Secret('held for a second'));
    await system.writeText('mine');
    // Set later for the same time, it fires later; and what it then asks is answered later.
    await delay(time);
    assert.equal(await system.readText(), 'mine');
    assert.equal(await system.readText(), 'mine');
  });

  it('loses the last of several secrets, and only when its own time is over', async () => {
    await clearAfter(3_600);
    await clipboard.copySecret(new Secret('the first'));
    await clearAfter(1);
    await clipboard.copySecret(new Secret('the second'));
    assert.equal(await system.readText(), 'the second');
    await becomes('');
  });

  it('keeps a secret when the setting says so', async () => {
    await clearAfter(0);
    assert.equal(await clipboard.copySecret(new Secret('held for good')), 0);
    await clipboard.close();
    assert.equal(await system.readText(), 'held for good');
  });

  it('is cleared when the window ends before its time', async () => {
    await clearAfter(3_600);
    await clipboard.copySecret(new Secret('held for an hour'));
    await clipboard.close();
    assert.equal(await system.readText(), '');
  });
});

async function clearAfter(seconds: number | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration(prefix)
    .update('clipboardClearSeconds', seconds, vscode.ConfigurationTarget.Global);
}

/** Reads until the clipboard holds a text; a test that waits for ever is ended by its runner. */
async function becomes(text: string): Promise<void> {
  while ((await system.readText()) !== text) await delay(20);
}
