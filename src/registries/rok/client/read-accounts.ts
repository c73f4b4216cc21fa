import { cellsOf, isRule, outputLines } from './output-lines.ts';

/** An account as the pod lists it. */
export interface RokAccount {
  /** Lower case. */
  readonly uuid: string;
  readonly userName: string;
  readonly email: string | undefined;
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => uuidShape.test(text);

/** In which cell of a row something stands. */
interface Columns {
  readonly uuid: number;
  readonly userName: number;
  readonly email: number | undefined;
}

/**
 * Reads the output of `account-list` in any format of docs/registries/rok.md §2. With a header, its
 * names tell the columns; without one, the UUID is known by its shape and the user name is the
 * third word of the line, which is how the vendor's own procedure finds it. Lines without a UUID
 * are passed over.
 */
export function readAccounts(output: string): readonly RokAccount[] {
  const lines = outputLines(output).filter((line) => !isRule(line));
  const header = lines.findIndex((line) => !hasUuid(line) && columnsOf(line) !== undefined);
  const columns = header < 0 ? undefined : columnsOf(lines[header] ?? '');
  return lines.flatMap((line) => {
    if (!hasUuid(line)) return [];
    return (columns === undefined ? undefined : readRow(line, columns)) ?? readWords(line) ?? [];
  });
}

const hasUuid = (line: string): boolean => line.split(/[\s|│]+/u).some(isUuid);

function columnsOf(header: string): Columns | undefined {
  const names = cellsOf(header).map((cell) => cell.toLowerCase());
  const find = (...candidates: readonly string[]) =>
    candidates.map((name) => names.indexOf(name)).find((index) => index >= 0);
  const uuid = find('uuid', 'id');
  const userName = find('username', 'user name', 'user', 'name');
  return uuid === undefined || userName === undefined
    ? undefined
    : { uuid, userName, email: find('email', 'e-mail') };
}

/** `undefined` when the cells do not stand where the header says, as when one is empty. */
function readRow(line: string, columns: Columns): RokAccount | undefined {
  const cells = cellsOf(line);
  const uuid = cells[columns.uuid] ?? '';
  const userName = cells[columns.userName] ?? '';
  if (!isUuid(uuid) || userName === '') return undefined;
  const email = columns.email === undefined ? undefined : cells[columns.email];
  return { uuid: uuid.toLowerCase(), userName, email };
}

/**
 * Without a header: the third cell of a framed or widely spaced row, else the third word, for which
 * the bars of a row without frame count, too.
 */
function readWords(line: string): RokAccount | undefined {
  const isFramed = /^[|│]/u.test(line);
  const cells = cellsOf(line);
  const isSpaced = !/[|│]/u.test(line) && /\s{2,}/.test(line) && cells.length > 2;
  const words = isFramed || isSpaced ? cells : line.split(/\s+/);
  const uuid = words.find(isUuid);
  const userName = words[2];
  if (uuid === undefined || userName === undefined || userName === '') return undefined;
  return { uuid: uuid.toLowerCase(), userName, email: words.find((word) => word.includes('@')) };
}
