import type { Disposable } from '../../core/emitter.ts';
import type { Memento } from '../../vault/stores.ts';
import type { Services } from '../services.ts';
import { Notices } from './notices.ts';
import { StatusBar } from './status-bar.ts';

/**
 * Shows the active token in the status bar, and tells of the end of every held one.
 * @param memento remembers what was told
 */
export function watchHeld(services: Services, memento: Memento): Disposable {
  const { vault, lives } = services;
  const bar = new StatusBar(vault, lives);
  const notices = lives.show(new Notices(memento, services));
  return {
    dispose: () => {
      notices.dispose();
      bar.dispose();
    },
  };
}
