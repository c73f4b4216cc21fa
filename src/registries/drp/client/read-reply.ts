import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import { parseJson, WireError } from '../../shared/reply/wire.ts';
import { notDrp } from './refusal.ts';

/** Turns parsed JSON into what the caller wants; throws `WireError`. */
export type Reader<T> = (json: unknown) => T;

/** The body of a success. Rejects with `protocol`, naming the place and never the text. */
export function readReply<T>({ body, status }: HttpReply, host: string, read: Reader<T>): T {
  if (!/^\s*[[{]/.test(body)) throw notDrp(host, status);
  try {
    return read(parseJson(body));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const message = t(
      '{0} answered something that Digital Rebar does not promise: “{1}” is missing or not of its type.',
      host,
      error.place,
    );
    throw new RegistryError('protocol', message, { status });
  }
}
