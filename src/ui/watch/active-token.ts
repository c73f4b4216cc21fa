import type { Disposable } from '../../core/emitter.ts';
import type { Memento } from '../../vault/stores.ts';
import type { Services } from '../services.ts';
import { Notices } from './notices.ts';
import { StatusBar } from './status-bar.ts';

/**
 * Shows the active token in the status bar, and tells of its end.
 * @param memento remembers what was told
 */
export function watchActive(services: Services, memento: Memento): Disposable {
  const { vault, lives } = services;
  const notices = new Notices(memento, services);
  return new StatusBar(vault, lives, (record, state) => void notices.consider(record, state));
}
