import type * as vscode from 'vscode';
import { plainText } from '../doors/plain-text.ts';
import type { QuickInput } from '../doors/quick-input.ts';

/** The texts of a row in a list, some of which a server may have written. */
export interface RowTexts {
  /** A product icon before the label, which screen readers do not hear; the label draws none. */
  readonly icon?: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** A row as the list takes it: its texts are shown as they are, whoever wrote them. */
export function drawn<R extends RowTexts>(
  row: R,
  input: Pick<QuickInput, 'icon'>,
): R & Pick<vscode.QuickPickItem, 'iconPath'> {
  const { icon, label, description, detail } = row;
  return {
    ...row,
    label: plainText(label),
    ...(icon === undefined ? {} : { iconPath: input.icon(icon) }),
    ...(description === undefined ? {} : { description: plainText(description) }),
    ...(detail === undefined ? {} : { detail: plainText(detail) }),
  };
}

/** How many characters a line of the editor's list has room for, in its usual width and font. */
const lineLength = 80;

/** A message as a row: what has no room in its first line stands in its second. */
export function messageRow(icon: string, message: string): RowTexts {
  if (message.length <= lineLength) return { icon, label: message };
  const start = message.slice(0, lineLength + 1);
  const [sentence, clause] = [/^.*[.!?](?= )/, /^.*[,;:](?= )/].map((end) => end.exec(start)?.[0]);
  const label = sentence ?? clause ?? start.slice(0, Math.max(start.lastIndexOf(' '), 0));
  return label === ''
    ? { icon, label: message }
    : { icon, label, detail: message.slice(label.length).trim() };
}
