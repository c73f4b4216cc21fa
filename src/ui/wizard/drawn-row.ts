import { plainText } from '../doors/plain-text.ts';

/** The texts of a row in a list, some of which a server may have written. */
export interface RowTexts {
  /** A product icon before the label; the label itself draws none. */
  readonly icon?: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** A row as the list takes it: its texts are shown as they are, whoever wrote them. */
export function drawn<R extends RowTexts>(row: R): R {
  const { icon, label, description, detail } = row;
  return {
    ...row,
    label: icon === undefined ? plainText(label) : `$(${icon}) ${plainText(label)}`,
    ...(description === undefined ? {} : { description: plainText(description) }),
    ...(detail === undefined ? {} : { detail: plainText(detail) }),
  };
}
