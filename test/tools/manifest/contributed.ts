import { severalWord } from '../../../src/registries/contract/action-id.ts';
import { commandId, commandIds, viewId } from '../../../src/ids.ts';
import type { ActionPresentation } from '../../../src/registries/contract/contributions.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import { actionCommands } from '../../../src/registries/kinds.ts';
import { presentationOf } from '../../../src/registries/presentation.ts';

export interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
}

export interface MenuEntry {
  /** What it runs; absent where it opens a menu. */
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

/** What the actions of some kinds contribute to package.json and package.nls.json. */
export interface Contributed {
  readonly commands: readonly Command[];
  readonly menu: readonly MenuEntry[];
  /** The entries of the menu that a row with a token has for who may do what. */
  readonly access: readonly MenuEntry[];
  readonly words: Readonly<Record<string, string>>;
}

/** The commands, menu entries and titles of all actions that kinds declare, sorted. */
export async function contributedBy(kinds: readonly Kind[]): Promise<Contributed> {
  const declared = await Promise.all(
    [...actionCommands(kinds)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, id]) => ({ name, id, looks: await presentationOf(id, kinds) })),
  );
  return {
    commands: declared.map(({ name, looks }) => ({
      command: commandId(name),
      title: `%${titleKey(name)}%`,
      category: '%category%',
      icon: `$(${looks.icon})`,
    })),
    menu: declared.flatMap(({ name, id, looks }) => menuEntries(commandId(name), id, looks)),
    access: declared
      .filter(({ looks }) => isAccess(looks))
      .map(({ name, id, looks }) => ({
        command: commandId(name),
        when: `${rowHas(id)} && !listMultiSelection`,
        group: `1_access@${looks.menu.order}`,
      })),
    words: Object.fromEntries(
      declared.map(({ name, looks }) => [
        titleKey(name),
        looks.immediate === true ? looks.title() : `${looks.title()}…`,
      ]),
    ),
  };
}

const isAccess = ({ menu }: ActionPresentation): boolean => menu.group === '4_access';

const titleKey = (name: string): string => `command.${name}`;

function menuEntries(command: string, id: string, looks: ActionPresentation): MenuEntry[] {
  const { menu, several, needsHeld } = looks;
  const { group, order, inline } = menu;
  const when = [
    `view == ${viewId}`,
    rowHas(id),
    ...(needsHeld === true ? [rowHas('held')] : []),
  ].join(' && ');
  // Of a row with a token it is in the menu that is in its menu.
  const whole = isAccess(looks) ? `${when} && !(${rowHas('copyable')})` : when;
  return [
    // The button that copies is the only one of a row that has it.
    ...(inline === true
      ? [{ command, when: `${when} && !(${rowHas('copyable')})`, group: 'inline@1' }]
      : []),
    {
      command,
      when:
        several === undefined
          ? `${whole} && !listMultiSelection`
          : `${whole} && (!listMultiSelection || ${rowHas(severalWord(id))})`,
      group: `${group}@${order}`,
    },
  ];
}

/** Whether the context of a row has a word. */
const rowHas = (word: string): string => `viewItem =~ /\\b${word}\\b/`;

/** Commands that are not of the table of ids are those of actions, declared now or before. */
export const isOfAction = (command: string): boolean =>
  !commandIds.some((name) => commandId(name) === command);
