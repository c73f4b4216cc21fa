import { t } from '../../core/l10n.ts';
import { remainingSpoken } from '../../core/remaining.ts';
import { settings } from '../editor/settings.ts';
import { type Life, lifeOf, stateOf } from './life.ts';
import { type Node, tokenOf } from './node.ts';
import type { RenderContext } from './render-context.ts';

/** How the token behind a row stands. */
export interface RowState {
  readonly life: Life | undefined;
  readonly isEnding: boolean;
  readonly hasEnded: boolean;
  readonly isActive: boolean;
  /** Its secret is on this machine. */
  readonly isHeld: boolean;
  /** Its secret is neither on this machine nor told by the registry. */
  readonly isOnlyListed: boolean;
  readonly isKeptAlive: boolean;
  /** The host that is served with it. */
  readonly servedHost: string | undefined;
  /** There is something to mind before it is handed out. */
  readonly hasCaution: boolean;
}

/** Looks up how the token behind a row stands now. */
export function rowState(node: Node, context: RenderContext): RowState {
  const token = tokenOf(node);
  const record = token && context.kept(token.id);
  const life = lifeOf(node, context.kept);
  const state = life && stateOf(life, context.clock.now(), settings.warnBeforeMs());
  return {
    life,
    isEnding: state === 'ending',
    hasEnded: state === 'expired',
    isActive: token !== undefined && context.isActive(token.id),
    isHeld: record !== undefined,
    isOnlyListed:
      node.type === 'item' &&
      token !== undefined &&
      record === undefined &&
      !node.item.can.includes('fetch'),
    isKeptAlive: record?.keepAlive === true,
    servedHost: token && context.servedHost(token.id),
    hasCaution: record?.caution !== undefined,
  };
}

/** What a row says of its token beside its life, in words that are short. */
export function stateWords(state: RowState): readonly string[] {
  const { isKeptAlive, servedHost, hasCaution } = state;
  return [
    ...(isKeptAlive ? [t('kept alive')] : []),
    ...(servedHost === undefined ? [] : [t('serves {0}', servedHost)]),
    ...(hasCaution ? [t('mind the warning')] : []),
  ];
}

/** The same for those who hear the row, with what the icon alone shows the others. */
export function spokenState(state: RowState, now: number): readonly string[] {
  const { life, isEnding, isActive, isHeld, isOnlyListed } = state;
  return [
    ...(life === undefined ? [] : [remainingSpoken(life.lifetime, now)]),
    ...(isEnding ? [t('near its end')] : []),
    ...(isActive ? [t('active token')] : []),
    ...stateWords(state),
    ...(isHeld ? [t('secret kept here')] : []),
    ...(isOnlyListed ? [t('secret not kept here')] : []),
  ];
}
