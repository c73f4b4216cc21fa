import type * as vscode from 'vscode';
import type { IssuedToken } from '../../core/token.ts';
import type { Variables } from '../../delivery/run/tickets.ts';

/** What gives tokens to this window's terminals, tasks and debug runs, as the others see it. */
export interface CommandsDoor {
  readonly terminals: OpenTerminals;
  /** What a terminal starts that gets tokens. */
  readonly program: string;
  /** A word by which one terminal gets variables once. */
  ticket(variables: Variables): string;
  close(): Promise<void>;
}

/** The terminals of this window that were opened with tokens. */
export interface OpenTerminals {
  add(terminal: vscode.Terminal, tokens: readonly IssuedToken[]): void;
  /** Where a token is, or was under another id, in phrases. */
  phrasesOf(tokenId: string): readonly string[];
}
