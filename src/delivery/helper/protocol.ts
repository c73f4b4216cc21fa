import { notFound } from './names.ts';

/** What the helper's program asks the window. */
export interface Question {
  /** `get`, `store`, `erase` or `list`, as the client gave it; others are for windows alone. */
  readonly operation: string;
  /** What the client wrote to standard input. */
  readonly input: string;
  /** The name of the program that started the helper. It is a claim: anybody can have any name. */
  readonly program?: string;
}

/** What the helper's program prints on standard output, and its exit code. */
export interface Reply {
  readonly code: number;
  readonly stdout: string;
}

export const refusal: Reply = { code: 1, stdout: notFound };

/** What the helper says where no window answers. The shim says the same by itself. */
export function replyAlone(operation: string): Reply {
  switch (operation) {
    case 'erase':
      return { code: 0, stdout: '' };
    case 'list':
      return { code: 0, stdout: '{}' };
    case 'store':
      return { code: 1, stdout: storeNeedsEditor };
    default:
      return refusal;
  }
}

export const storeNeedsEditor =
  'Registry Tokens serves this host and stores no other login. No editor is open to compare it.';
