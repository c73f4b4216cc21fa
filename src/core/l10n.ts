import { oneLine } from './one-line.ts';

/** Replaces the English text by the reader's language; `{0}`, `{1}` … stand for the arguments. */
export type Translator = (message: string, ...args: (string | number)[]) => string;

const english: Translator = (message, ...args) =>
  args.length === 0
    ? message
    : message.replace(/\{(\d+)\}/g, (whole, index: string) => {
        const value = args[Number(index)];
        return value === undefined ? whole : String(value);
      });

let translator = english;

/**
 * Says a sentence to a person. Everything below `src/ui` speaks through this function, so that the
 * words can be translated although those layers know nothing of the editor.
 * Call it when the sentence is needed, never at module load: the language is set on activation.
 *
 * @param args often names that a server chose: none of them adds a line
 */
export function t(message: string, ...args: (string | number)[]): string {
  return translator(message, ...args.map((arg) => (typeof arg === 'string' ? oneLine(arg) : arg)));
}

/** Installs the editor's translator. Called once, by the composition root. */
export function setTranslator(translate: Translator): void {
  translator = translate;
}
