/** Where an action stands in the menu of a row. */
interface MenuPlace {
  /**
   * A section of the menu; sections are shown in the order of their names. What is set up once, for
   * who may do what, is in a menu of its own where the row has a token to copy.
   */
  readonly group: '3_issue' | '4_access' | '9_destructive';
  /** The place in the section, from 1. */
  readonly order: number;
  /** Its button is shown in the row itself, where the row has no token to copy. */
  readonly inline?: true;
}

/** What is said where an action is done to several rows. */
export interface SeveralWords {
  /** Asks first, where they are of several accounts. */
  readonly question: (rows: number, accounts: number) => string;
  /** What was done in the end; `count` reads “3” or “2 of 3”. */
  readonly done: (count: string) => string;
}

/** How an action looks. `npm run manifest` writes its command and its menu entries from this. */
export interface ActionPresentation {
  /** Title Case, verb first; without an ellipsis, which is added where the action asks. */
  readonly title: () => string;
  /** The button that does it: a verb. */
  readonly button: () => string;
  /** What is said while it is done to a row. */
  readonly progress: (label: string) => string;
  /** Codicon id. */
  readonly icon: string;
  readonly menu: MenuPlace;
  /** It is offered for, and done to, several rows that are selected together as well. */
  readonly several?: SeveralWords;
  /** It ends what the row stands for: what the Delete key does to it. */
  readonly ends?: true;
  /** Nothing is asked before it is done: it has neither form nor consequence. */
  readonly immediate?: true;
  /** It works with the secrets that this machine holds, and is offered for held tokens alone. */
  readonly needsHeld?: true;
}

/** What a kind says of itself and of its own actions: loaded when somebody is to read it. */
export interface Contributions {
  /** What the kind offers, in a phrase. */
  readonly description: () => string;
  /** The looks of the actions of its own, by id. */
  readonly actions: Readonly<Record<string, ActionPresentation>>;
}
