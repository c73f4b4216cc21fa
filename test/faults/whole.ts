import assert from 'node:assert/strict';
import type { Vault } from '../../src/vault/vault.ts';

/**
 * Throws unless what a process has left behind is whole: no secret without a row, no row without a
 * secret but where it says so, no sign-in without an account.
 *
 * @param isRemoving whether rows may have lost their secrets, since they were being removed
 */
export async function assertWhole(vault: Vault, isRemoving = false): Promise<void> {
  for (const id of await vault.tokens.ids()) {
    const [isListed, isHeld] = [vault.tokens.get(id) !== undefined, await vault.tokens.held(id)];
    assert.ok(isListed || !isHeld, `the secret of ${id} has no row`);
    // A row without its secret says so; it is there to be removed again.
    const isEnded = isRemoving || vault.tokens.successor(id) !== undefined;
    assert.ok(isHeld || !isListed || isEnded, `${id} has lost its secret`);
  }
  for (const id of await vault.signIns.ids()) assert.ok(vault.accounts.get(id), id);
}
