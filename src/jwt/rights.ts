import { t } from '../core/l10n.ts';
import { visible } from '../core/visible.ts';

/** One row of an `access` claim: what may be done with what. */
export interface Right {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/**
 * The rights of an image registry's token: its `access` claim (distribution token specification).
 * `undefined` when the claim is not of this form. Some registries put an empty object there for no
 * rights at all.
 */
export function rightsOf(access: unknown): readonly Right[] | undefined {
  if (!Array.isArray(access)) return isEmptyObject(access) ? [] : undefined;
  if (!read.has(access)) read.set(access, readRights(access));
  return read.get(access);
}

/** What was read already: summary, warnings and lines each ask for it. */
const read = new WeakMap<object, readonly Right[] | undefined>();

function readRights(access: readonly unknown[]): readonly Right[] | undefined {
  const rights: Right[] = [];
  for (const row of access) {
    if (typeof row !== 'object' || row === null) return undefined;
    const { type, name, actions } = row as Readonly<Record<string, unknown>>;
    if (typeof type !== 'string' || typeof name !== 'string' || !Array.isArray(actions)) {
      return undefined;
    }
    rights.push({ type, name, actions: actions.filter((action) => typeof action === 'string') });
  }
  return rights;
}

/** `pull, push acme/web` */
export function rightText({ type, name, actions }: Right): string {
  const what = objectText(type, name);
  if (actions.length === 0) return t('nothing in {0}', what);
  if (actions.includes('*')) return t('do everything in {0}', what);
  return `${actions.map((action) => visible(action, 40)).join(', ')} ${what}`;
}

function objectText(type: string, name: string): string {
  if (type !== 'repository') return `${visible(type, 40)} ${visible(name)}`;
  return name === '*' ? t('every repository') : visible(name);
}

/** A right to everything, or to do anything. */
export function isWildcard({ name, actions }: Right): boolean {
  return name === '*' || actions.includes('*');
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
