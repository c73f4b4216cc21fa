import type { TokenLanguageEntry } from '../../core/token-language.ts';
import type { SharedActionId } from './action-id.ts';
import type { Contributions } from './contributions.ts';
import type { Traces } from './found-account.ts';
import type { Adapter } from './registry.ts';

/** A type of row that one kind alone has. */
interface RowType {
  /** Codicon id. */
  readonly icon: string;
  /** What the icon says, to those who hear the row. */
  readonly spoken: () => string;
}

/** An action of a kind's own, and the command that runs it. */
interface OwnAction {
  /** Unlike that of any other kind's action, and unlike any other word of a row's context. */
  readonly id: string;
  /** The command's name, without the prefix of the extension. */
  readonly command: string;
}

/**
 * A kind of registry, as far as it is read at start-up: no words but the product's name, no code.
 * What it says is in its contributions, what it does in its adapter.
 */
export interface Kind {
  readonly kind: string;
  /** The product's name; not translated. */
  readonly label: string;
  /** Codicon id. */
  readonly icon: string;
  /** What can be done with its rows: actions that kinds share, by id, and its own. */
  readonly actions: readonly (SharedActionId | OwnAction)[];
  /** Row types of its own, by `Item.type`. */
  readonly rowTypes?: Readonly<Record<string, RowType>>;
  /** How its tokens look, and the way to what their words mean; absent where nothing is known. */
  readonly tokenLanguage?: TokenLanguageEntry;
  /**
   * Where a person makes a sign-in for it in the browser: a path below the account's address; absent
   * where there is no such page.
   */
  readonly signInPage?: string;
  /** Its registries tell the keys that they sign tokens with (`Registry.keys`). */
  readonly tellsKeys?: true;
  /** Its registries have repositories of packages (`Registry.packages`), which its tokens open. */
  readonly hasPackages?: true;
  /** Where `Adapter.sources` looks; without them it is not asked. */
  readonly traces?: Traces;
  readonly contributions: () => Promise<Contributions>;
  readonly load: () => Promise<Adapter>;
}
