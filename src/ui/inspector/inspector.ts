import type * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/emitter.ts';
import { t } from '../../core/l10n.ts';
import { until } from '../../core/lifetime.ts';
import { nextChange } from '../../core/remaining.ts';
import type { Secret } from '../../core/secret.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { TokenLanguage } from '../../core/token-language.ts';
import type { CommandName } from '../../ids.ts';
import { comparisonViewType, inspectorViewType } from '../../ids.ts';
import type { Decoded, Enclosure } from '../../jwt/decoded.ts';
import { nameText } from '../../jwt/subject.ts';
import type { TestKey } from '../../jwt/test-token.ts';
import { setContext } from '../doors/contexts.ts';
import type { LifeTimer } from '../watch/life-timer.ts';
import type { PageFiles } from './html.ts';
import type { Readable } from './known.ts';
import { withKnownEnd } from './known.ts';
import { timesOf } from './life.ts';
import type { PanelContent } from './panel.ts';
import { Panel } from './panel.ts';
import type { Action, ComparePage, FromPage } from './protocol.ts';
import type { ReadToken } from './read-token.ts';
import { readDecoded, readToken } from './read-token.ts';
import type { Verification } from './signature-view.ts';
import { signatureView } from './signature-view.ts';
import { momentOf, tokenPage } from './token-page.ts';

/** A token to inspect, and where it came from. */
export interface Subject {
  readonly token: Secret;
  /** Its name here; what it says of itself where it has none. */
  readonly title?: string;
  /** Whose keys are asked first; absent for pasted tokens. */
  readonly account?: Account;
  readonly record?: TokenRecord;
  /** Which signature of several is meant, from 0 on; the first unless told. */
  readonly signature?: number;
  /** What it was wrapped in, for a token out of an encrypted one. */
  readonly wrapping?: Enclosure;
  /** The throw-away key that signed it; it is forgotten when something else is shown. */
  readonly testKey?: TestKey;
  /** What it turned out to hold, once it was decrypted. */
  readonly content?: Decoded;
}

/** A subject as it is shown. */
export interface Shown extends Subject, ReadToken {
  readonly title: string;
}

export interface InspectorOptions {
  readonly extensionUri: vscode.Uri;
  readonly files: PageFiles;
  readonly clock: Clock;
  /** Has the page say what is true in the same turn as everything else that tells of a life. */
  readonly lives: Pick<LifeTimer, 'show'>;
  /** Does what a button or a row asks for; the argument says that it is about what is shown. */
  readonly run: (command: CommandName, argument?: unknown) => void;
}

/** Commands behind the page's buttons. */
const commands: Readonly<Record<Action, CommandName>> = {
  verify: 'verifySignature',
  decrypt: 'decryptToken',
  compare: 'compareTokens',
  copyPayload: 'copyPayload',
  copyToken: 'copyInspected',
  share: 'copyAsMarkdown',
  copyPublicKey: 'copyPublicKey',
  signAgain: 'signTestToken',
  keep: 'keepToken',
};

/** A moving mark is worth a picture so often; in milliseconds. */
const stillness = { shortest: 250, life: 1_000, longest: 60_000 };

/** Lives shorter than this are seen to move; in milliseconds. */
const shortLife = 15 * 60_000;

/**
 * Shows one token at a time, and two side by side. The token stays here, wrapped; the page is told
 * what it says.
 */
export class Inspector {
  readonly #options: InspectorOptions;
  readonly #lives: Disposable;
  #shown: Shown | undefined;
  /** Counts the tokens that were to be shown. */
  #asked = 0;
  #verification: Verification = { kind: 'none' };
  #panel: Panel | undefined;
  #comparison: Panel | undefined;
  /** Whether something is on its way to a page, of which nobody knows yet whether it is there. */
  #isUnderway = false;

  constructor(options: InspectorOptions) {
    this.#options = options;
    this.#lives = options.lives.show({
      update: () => this.#panel?.refresh(),
      // The marks on the page move between the words: it is drawn by a timer of its own as well.
      next: () => undefined,
    });
  }

  /** What is shown at present. */
  get shown(): Shown | undefined {
    return this.#shown;
  }

  /** How far the check of the signature has come. */
  get verification(): Verification {
    return this.#verification;
  }

  /**
   * Shows a token, in place of the one before.
   *
   * @param isGlance the keyboard stays where it is
   */
  async show(subject: Subject, isGlance = false): Promise<Shown> {
    this.#asked += 1;
    setContext('hasDecoded', true);
    const turn = this.#asked;
    const read =
      subject.content === undefined
        ? await readToken(subject.token, subject.signature)
        : await readDecoded(subject.content);
    const { decoded, languages } = wrapped(read, subject.wrapping);
    const shown = {
      ...subject,
      title: subject.title ?? titleOf(decoded, languages),
      decoded: withKnownEnd(decoded, subject.record),
      languages,
    };
    // What a token means may have to be loaded first: the one asked for last stays.
    if (turn !== this.#asked) return shown;
    this.#verification = { kind: 'none' };
    const content = this.#content(shown, isGlance);
    if (this.#panel === undefined) {
      this.#open(shown, content);
    } else {
      this.#shown = shown;
      this.#isUnderway = true;
      // The page tells when it has been drawn, for which nobody has to wait.
      void this.#panel.show(content).then((isThere) => {
        if (turn !== this.#asked) return;
        this.#isUnderway = false;
        if (!isThere) this.#open(shown, content);
      });
    }
    return shown;
  }

  #open(shown: Shown, content: PanelContent): void {
    this.#shown = shown;
    this.#isUnderway = false;
    const panel = new Panel(inspectorViewType, this.#options, content, () => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      // The editor may tell late that a page was closed before something else was to be shown.
      if (!this.#isUnderway) this.#shown = undefined;
    });
    this.#panel = panel;
  }

  /** Tells how far the check of a signature has come, if its token is still the one shown. */
  tell(shown: Shown, verification: Verification): void {
    if (this.#shown !== shown) return;
    this.#verification = verification;
    this.#panel?.refresh();
    if (verification.kind === 'done') this.#panel?.say(verification.check.message);
  }

  /** Has a screen reader say what was done. */
  say(text: string): void {
    this.#panel?.say(text);
  }

  /** Shows a comparison, in place of the one before. */
  compare(title: string, page: () => ComparePage): void {
    const content: PanelContent = { title, page, hear: () => undefined };
    const open = () => {
      const panel = new Panel(comparisonViewType, this.#options, content, () => {
        if (this.#comparison === panel) this.#comparison = undefined;
      });
      this.#comparison = panel;
    };
    if (this.#comparison === undefined) open();
    else void this.#comparison.show(content).then((isThere) => isThere || open());
  }

  dispose(): void {
    this.#lives.dispose();
    this.#panel?.close();
    this.#comparison?.close();
  }

  #content(shown: Shown, isGlance: boolean): PanelContent {
    const { clock, run } = this.#options;
    const inspected = () => ({
      ...shown,
      isTest: shown.testKey !== undefined,
      keepable:
        shown.record === undefined && shown.testKey === undefined && shown.decoded.kind !== 'empty',
      verification: this.#verification,
    });
    return {
      title: shown.title,
      isGlance,
      page: () => tokenPage(inspected(), clock.now()),
      update: () => {
        const now = clock.now();
        const signature = signatureView(shown.decoded, this.#verification, now);
        return {
          message: { type: 'update', moment: momentOf(inspected(), now), signature },
          next: waitFor(shown, now),
        };
      },
      hear: (message: Exclude<FromPage, { type: 'ready' }>) => {
        if (message.type === 'act') run(commands[message.action], { inspected: true });
        else run('copyClaim', { row: message.row });
      },
    };
  }
}

/** A token with what it was wrapped in, where that can be shown beside a header. */
const wrapped = (read: ReadToken, wrapping: Enclosure | undefined): ReadToken =>
  wrapping === undefined || !('header' in read.decoded)
    ? read
    : {
        ...read,
        decoded: {
          ...read.decoded,
          enclosures: [...(read.decoded.enclosures ?? []), wrapping],
        },
      };

const titleOf = (decoded: Decoded, languages: readonly TokenLanguage[]): string =>
  decoded.kind === 'jwt' ? nameText(decoded, languages) : t('Decoded token');

/** Milliseconds until another word is due on the page; `undefined` when none ever is. */
function waitFor(readable: Readable, now: number): number | undefined {
  const { issuedAt, notBefore, expires } = timesOf(readable);
  const times = [issuedAt, notBefore, expires].filter((at) => at !== undefined);
  const changes = times.map((at) => nextChange(until(at), now)).filter((at) => at !== undefined);
  if (changes.length === 0) return undefined;
  const span = Math.max(now, ...times) - Math.min(now, ...times);
  const longest = span < shortLife ? stillness.life : stillness.longest;
  return Math.min(Math.max(Math.min(...changes) - now, stillness.shortest), longest);
}
