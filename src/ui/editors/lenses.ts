import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { inSlices } from '../../core/concurrency/in-slices.ts';
import { t } from '../../core/l10n.ts';
import { commandId, type CommandName } from '../../ids.ts';
import type { Decoded } from '../../jwt/decoded.ts';
import type { Span } from '../../jwt/find.ts';
import { searchJwt } from '../../jwt/find.ts';
import { wholeToken } from '../../jwt/opaque.ts';
import { plainText } from '../doors/plain-text.ts';
import { readTokenText, tokenLanguages } from '../inspector/read-token.ts';
import type { LifeDisplay } from '../watch/life-timer.ts';
import { lensTitle, nextTitle } from './lens-title.ts';
import { loginLenses } from './login-lenses.ts';
import { isOurs, placeOf } from './place.ts';

/** Longer documents, in characters, get no lenses: they would be searched at every key press. */
const longest = 1_000_000;

/** Nobody reads more lenses than that. */
const most = 100;

/** What the lenses of a document show. */
interface Shown {
  readonly tokens: readonly Decoded[];
  /** Milliseconds. */
  readonly at: number;
}

/**
 * Lenses above each line with a token, for the first token of the line: how it stands, and what can
 * be done with it. They change with the time, as far as somebody sees them.
 */
export class TokenLenses implements vscode.CodeLensProvider, LifeDisplay {
  readonly #clock: Clock;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #shown = new WeakMap<vscode.TextDocument, Shown>();
  readonly #onShown: () => void;

  readonly onDidChangeCodeLenses = this.#changed.event;

  /** @param onShown hears that other lenses are shown than before */
  constructor(clock: Clock, onShown: () => void) {
    this.#clock = clock;
    this.#onShown = onShown;
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (isOurs(document)) return [];
    const now = this.#clock.now();
    const text = document.getText();
    if (text.length > longest) return [];
    const lenses: vscode.CodeLens[] = [];
    const tokens: Decoded[] = [];
    const isCancelled = () => cancellation.isCancellationRequested;
    for (const { start, end } of await firstOfLines(document, text, isCancelled)) {
      if (isCancelled()) break;
      const position = document.positionAt(start);
      const token = text.slice(start, end);
      const read = await readTokenText(token);
      tokens.push(read.decoded);
      lenses.push(
        ...lensesOf(
          new vscode.Range(position, document.positionAt(end)),
          lensTitle(token, read, now),
          placeOf(document, position),
        ),
      );
    }
    this.#shown.set(document, { tokens, at: now });
    this.#onShown();
    return [...lenses, ...(await loginLenses(document, most, isCancelled))];
  }

  readonly update = (now: number): void => {
    const isDue = this.#visible().some(({ tokens, at }) =>
      tokens.some((token) => (nextTitle(token, at) ?? Infinity) <= now),
    );
    if (isDue) this.#changed.fire();
  };

  readonly next = (now: number): number | undefined => {
    const changes = this.#visible()
      .flatMap(({ tokens }) => tokens)
      .flatMap((token) => nextTitle(token, now) ?? []);
    return changes.length === 0 ? undefined : Math.min(...changes);
  };

  dispose(): void {
    this.#changed.dispose();
  }

  #visible(): readonly Shown[] {
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    return [...documents].flatMap((document) => this.#shown.get(document) ?? []);
  }
}

/** The first token of each line, of so many lines as get lenses. */
async function firstOfLines(
  document: vscode.TextDocument,
  text: string,
  isCancelled: () => boolean,
): Promise<readonly Span[]> {
  const found: Span[] = [];
  let lastLine = -1;
  await inSlices(
    searchJwt(text),
    (span) => {
      if (span === undefined) return undefined;
      const { line } = document.positionAt(span.start);
      if (line !== lastLine) found.push(wholeToken(text, span, tokenLanguages));
      lastLine = line;
      return found.length >= most ? found : undefined;
    },
    isCancelled,
  );
  return found;
}

function lensesOf(range: vscode.Range, title: string, place: object): vscode.CodeLens[] {
  const lens = (text: string, tooltip: string, command: CommandName) =>
    new vscode.CodeLens(range, {
      title: text,
      tooltip,
      command: commandId(command),
      arguments: [place],
    });
  return [
    lens(`$(key) ${plainText(title)}`, t('Inspect this token'), 'inspectAt'),
    lens(t('Inspect'), t('Inspect this token'), 'inspectAt'),
    lens(t('Copy'), t('Copy this token'), 'copyAt'),
    lens(t('Compare'), t('Compare this token with another'), 'compareTokens'),
  ];
}
