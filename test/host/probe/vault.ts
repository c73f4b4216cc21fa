import { openWindow } from '../../unit/vault/window.ts';
import type { Window } from '../../unit/vault/window.ts';
import { Machine } from '../../unit/vault/fakes.ts';

/** A vault over stores that a test can look into, and damage. */
export function openVault(machine = new Machine()): Window & { readonly machine: Machine } {
  return { ...openWindow(machine), machine };
}
