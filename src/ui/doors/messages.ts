import { redact } from '../../core/redact.ts';
import { plainLines, plainText } from './plain-text.ts';

/** What a person may choose in a message: the words of the button, and what it means. */
export interface Button<T> {
  readonly label: string;
  readonly value: T;
}

/**
 * Everything that is said to a person: it has passed redaction, and links nowhere. All but `brief`
 * resolve with the value of the chosen button, or `undefined` when the message was dismissed.
 */
export interface Messages {
  info<T>(message: string, ...buttons: Button<T>[]): Promise<T | undefined>;
  warn<T>(message: string, ...buttons: Button<T>[]): Promise<T | undefined>;
  error<T>(message: string, ...buttons: Button<T>[]): Promise<T | undefined>;
  /** Asks in a box that has to be answered before anything else; Enter presses the first button. */
  confirm<T>(message: string, detail: string, ...buttons: Button<T>[]): Promise<T | undefined>;
  /**
   * As `confirm`, before what does harm or cannot be undone: the first button, which Enter presses,
   * leaves everything as it is. The editor's own Cancel stays beside it: marked as the one that
   * closes, our button would take its place, which is behind the others, and Enter would do harm.
   *
   * @param leave the words of that button
   */
  confirmDanger<T>(
    message: string,
    detail: string,
    leave: string,
    ...buttons: Button<T>[]
  ): Promise<T | undefined>;
  /**
   * A word in the status bar that goes away by itself, for what needs no answer. Without an icon:
   * screen readers would read out its name.
   */
  brief(message: string): void;
}

/** A message as it is shown: texts that are safe to show, and the labels of its buttons. */
export interface ShownMessage {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Of a question that has to be answered before anything else. */
  readonly modal?: { readonly detail: string };
  readonly buttons: readonly string[];
}

/** Messages by something that shows them and resolves with the label of the chosen button. */
export function messagesBy(
  show: (message: ShownMessage) => PromiseLike<string | undefined>,
  showBriefly: (text: string) => void,
): Messages {
  const say = async <T>(
    severity: ShownMessage['severity'],
    message: string,
    buttons: readonly Button<T>[],
    detail?: string,
  ): Promise<T | undefined> => {
    const label = await show({
      severity,
      text: said(message),
      ...(detail === undefined ? {} : { modal: { detail: plainLines(redact(detail)) } }),
      buttons: buttons.map((button) => button.label),
    });
    return buttons.find((button) => button.label === label)?.value;
  };
  return {
    info: (message, ...buttons) => say('info', message, buttons),
    warn: (message, ...buttons) => say('warning', message, buttons),
    error: (message, ...buttons) => say('error', message, buttons),
    confirm: (message, detail, ...buttons) => say('warning', message, buttons, detail),
    confirmDanger: (message, detail, leave, ...buttons) =>
      say('warning', message, [{ label: leave, value: undefined }, ...buttons], detail),
    brief: (message) => showBriefly(said(message)),
  };
}

const said = (text: string): string => plainText(redact(text));
