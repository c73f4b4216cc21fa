import { commandId, prefix } from '../../../src/ids.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import { contributedBy, isOfAction, type Command, type MenuEntry } from './contributed.ts';

/** The texts of package.json and package.nls.json. */
export interface ManifestTexts {
  readonly manifest: string;
  readonly words: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
  };
}

const rowMenu = 'view/item/context';
const accessMenu = commandId('access');

/**
 * The manifest with what the actions of the kinds contribute, behind what is written by hand; all
 * else of it stays as it is.
 */
export async function withActions(
  { manifest, words }: ManifestTexts,
  kinds: readonly Kind[],
): Promise<ManifestTexts> {
  const given = JSON.parse(manifest) as Manifest;
  const { commands, menus } = given.contributes;
  const made = await contributedBy(kinds);
  const byHand = <T extends { readonly command?: string }>(entries: readonly T[] = []): T[] =>
    entries.filter(({ command }) => command === undefined || !isOfAction(command));
  const contributes = {
    ...given.contributes,
    commands: [...byHand(commands), ...made.commands],
    menus: {
      ...menus,
      [rowMenu]: [...byHand(menus[rowMenu]), ...made.menu],
      [accessMenu]: made.access,
    },
  };
  const otherWords = Object.entries(JSON.parse(words) as Record<string, string>).filter(
    ([key]) => !key.startsWith('command.') || !isOfAction(key.replace(/^command/, prefix)),
  );
  return {
    manifest: asText({ ...given, contributes }),
    words: asText({ ...Object.fromEntries(otherWords), ...made.words }),
  };
}

const asText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
