import type { ServerCertificate } from './certificate.ts';
import type { ItemPath, Outcome } from './outcome.ts';
import { redact } from './redact.ts';

/** What went wrong, in terms a caller can decide by. */
export type ErrorCode =
  /** The sign-in was refused: wrong, or of a sort that cannot be used here. */
  | 'not-authorized'
  /** The sign-in was good once; it has expired or was revoked. */
  | 'sign-in-expired'
  /** No sign-in is stored for the account on this machine. */
  | 'sign-in-missing'
  /** Signed in, but a right is missing; the message names it. */
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  /** The registry takes no changes at the moment. */
  | 'read-only'
  | 'rate-limited'
  /** The server's certificate is not trusted, expired, or not the pinned one. */
  | 'tls'
  | 'proxy'
  /** No connection: name not known, refused, no route. Nothing was sent. */
  | 'unreachable'
  | 'timeout'
  /** A change was sent and its answer never came: it may have happened. */
  | 'lost-answer'
  /** The server answered something that its contract does not allow. */
  | 'protocol'
  /** The server has a fault of its own (5xx). */
  | 'server'
  | 'invalid-input'
  /** The address is plain http off loopback, and nobody has said yes to that. Nothing was sent. */
  | 'plain-http'
  /** This server, or this version of it, cannot do that; the message says why. */
  | 'unsupported'
  | 'cancelled';

/** An act that is offered beside an error. */
export type Repair =
  'sign-in' | 'trust-certificate' | 'edit-account' | 'retry' | 'look' | 'go-back';

const usualRepair: Partial<Record<ErrorCode, Repair>> = {
  'not-authorized': 'sign-in',
  'sign-in-expired': 'sign-in',
  'sign-in-missing': 'sign-in',
  tls: 'trust-certificate',
  unreachable: 'retry',
  proxy: 'retry',
  timeout: 'retry',
  'rate-limited': 'retry',
  'read-only': 'retry',
  server: 'retry',
  protocol: 'edit-account',
  'plain-http': 'edit-account',
  'lost-answer': 'look',
};

export interface ErrorDetails {
  readonly cause?: unknown;
  /** HTTP status of the reply, when there was one. */
  readonly status?: number;
  /** The certificate that was not trusted, for the offer to trust it. */
  readonly certificate?: ServerCertificate;
  /** Looks whether a change whose answer was lost has happened. */
  readonly look?: (signal: AbortSignal) => Promise<Outcome>;
  /** Replaces the usual repair of the code; `null` means that none would help. */
  readonly repair?: Repair | null;
  /** Takes back what was done, for the repair of that name. */
  readonly goBack?: (signal: AbortSignal) => Promise<Outcome>;
  /** Rows whose children have changed although not all was done. */
  readonly changed?: readonly ItemPath[];
  /** What may be offered beside it, where looking is not all there is to do. */
  readonly otherRepair?: Repair;
}

/**
 * The only error that is shown to a person. Its message is a whole sentence: what happened and,
 * where it is not obvious, what to do. It is redacted when made, so it may be logged and shown.
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: ErrorCode;
  readonly repair: Repair | undefined;
  readonly otherRepair: Repair | undefined;
  readonly changed: readonly ItemPath[];
  readonly status: number | undefined;
  readonly certificate: ServerCertificate | undefined;
  readonly look: ((signal: AbortSignal) => Promise<Outcome>) | undefined;
  readonly goBack: ((signal: AbortSignal) => Promise<Outcome>) | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(redact(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.certificate = details.certificate;
    this.look = details.look;
    this.goBack = details.goBack;
    this.otherRepair = details.otherRepair;
    this.changed = details.changed ?? [];
    this.repair = details.repair === null ? undefined : (details.repair ?? usualRepair[code]);
  }
}
