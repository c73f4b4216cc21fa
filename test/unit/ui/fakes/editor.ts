/**
 * Lets modules of `src/ui` be imported without an editor: `vscode` is a plain fake from here on.
 * Import this first, and what is tested with `await import()` behind it.
 */
import { registerHooks } from 'node:module';

const fake = new URL('./vscode.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: fake, shortCircuit: true } : next(specifier, context),
});

export { back, enter, escape, person } from './person.ts';
export const { editor } = await import('./vscode.ts');
