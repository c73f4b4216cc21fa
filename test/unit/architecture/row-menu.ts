import { viewId } from '../../../src/ids.ts';
import { manifest, type MenuItem, spoken } from './manifest.ts';

const { menus, commands, submenus } = manifest.contributes;

/** What a menu shows: its titles with “—” between sections, and what a menu within it shows. */
export type Shown = string | readonly [string, ...Shown[]];

/**
 * The menu that the editor makes for rows with these context values: what is in the menu of each,
 * as it does for rows that are selected together.
 */
export function rowMenu(first: string, ...others: readonly string[]): readonly Shown[] {
  const isSeveral = others.length > 0;
  const entries = menus['view/item/context']?.filter(({ group = '' }) => !isInline(group)) ?? [];
  return shown(entries, (entry) =>
    [first, ...others].every((words) => holds(entry.when, words, isSeveral)),
  );
}

/** The buttons of a row, from the left. */
export function rowButtons(words: string): readonly Shown[] {
  const entries = menus['view/item/context']?.filter(({ group = '' }) => isInline(group)) ?? [];
  return shown(entries, ({ when }) => holds(when, words, false));
}

const isInline = (group: string): boolean => group.startsWith('inline');

function shown(entries: readonly MenuItem[], isThere: (entry: MenuItem) => boolean): Shown[] {
  const visible = entries.filter(isThere).toSorted((a, b) => compare(place(a), place(b)));
  return visible.flatMap((entry, index): Shown[] => {
    const before = visible[index - 1];
    const line = before !== undefined && place(before)[0] !== place(entry)[0] ? ['—'] : [];
    if (entry.submenu === undefined) return [...line, titleOf(entry.command ?? '')];
    const below = shown(menus[entry.submenu] ?? [], isThere);
    // A menu without entries is not shown.
    return below.length === 0 ? [] : [...line, [labelOf(entry.submenu), ...below]];
  });
}

/** The section, the place in it, and the title. */
function place({ group = '', command = '', submenu }: MenuItem): readonly [string, number, string] {
  const [section = '', order = '0'] = group.split('@');
  return [section, Number(order), submenu === undefined ? titleOf(command) : labelOf(submenu)];
}

function compare(a: ReturnType<typeof place>, b: ReturnType<typeof place>): number {
  return a[0].localeCompare(b[0]) || a[1] - b[1] || a[2].localeCompare(b[2]);
}

const titleOf = (id: string): string =>
  spoken(commands.find(({ command }) => command === id)?.title ?? id);

const labelOf = (id: string): string => spoken(submenus.find((one) => one.id === id)?.label ?? id);

/** Whether a clause of our menus holds: words of the row, our view, several rows, and, or, not. */
function holds(when = 'true', words: string, isSeveral: boolean): boolean {
  const tokens = when.match(/viewItem =~ \/[^/]+\/|[\w.]+ == [\w.]+|\w+|&&|\|\||[!()]/g) ?? [];
  let at = 0;
  const value = (): boolean => {
    const token = tokens[at++] ?? '';
    if (token === '!') return !value();
    if (token === '(') {
      const inner = either();
      at += 1;
      return inner;
    }
    const [, word] = /^viewItem =~ \/(.+)\/$/.exec(token) ?? [];
    if (word !== undefined) return new RegExp(word).test(words);
    if (token === 'listMultiSelection') return isSeveral;
    if (token === `view == ${viewId}` || token === 'true') return true;
    throw new Error(`${token} is not known here`);
  };
  const both = (): boolean => {
    let all = value();
    while (tokens[at] === '&&') {
      at += 1;
      all = value() && all;
    }
    return all;
  };
  const either = (): boolean => {
    let any = both();
    while (tokens[at] === '||') {
      at += 1;
      any = both() || any;
    }
    return any;
  };
  return either();
}
