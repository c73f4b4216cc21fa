import type { Lifetime } from '../core/lifetime.ts';
import { never, unknown, until } from '../core/lifetime.ts';

/** Forms of tokens that tell nothing of themselves but can be recognized. */
export type OpaqueShape =
  'quay-robot' | 'quay-app' | 'quay-api' | 'jfrog-reference' | 'jfrog-api-key' | 'uuid' | 'drp';

const shapes: readonly (readonly [OpaqueShape, RegExp])[] = [
  ['jfrog-reference', /^cmVmdGtu[A-Za-z0-9+/=_-]{16,}$/],
  ['jfrog-api-key', /^AKCp[0-9][A-Za-z0-9]{68}$/],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  // Neither a hash in capitals nor one in lower-case: those are hexadecimal.
  ['quay-robot', /^(?![0-9A-F]+$)[A-Z0-9]{64}$/],
  ['quay-app', /^(?![0-9A-F]+$)[A-Z0-9]{120}$/],
  ['quay-api', /^(?![0-9a-fA-F]+$)[A-Za-z0-9]{40}$/],
  // An encrypted JWT behind an initialization vector, in padded base64url
  // (docs/registries/drp.md §4).
  ['drp', /^(?=.*[_-])(?:[A-Za-z0-9_-]{4}){100,}(?:[A-Za-z0-9_-]{2}==|[A-Za-z0-9_-]{3}=)?$/],
];

/** No opaque token of a known form is longer. */
const longest = 8_192;

export function shapeOf(text: string): OpaqueShape | undefined {
  if (text.length > longest) return undefined;
  return shapes.find(([, pattern]) => pattern.test(text))?.[0];
}

/**
 * The lifetime that can be read off an opaque token. JFrog's reference tokens carry it: base64 of
 * `reftkn:01:<end in seconds, ten digits>:…`, zeros for never (docs/registries/jfrog.md §3.2).
 */
export function opaqueLifetime(text: string, shape: OpaqueShape | undefined): Lifetime {
  if (shape !== 'jfrog-reference') return unknown;
  const seconds = /^reftkn:\d{2}:(\d{10}):/.exec(
    Buffer.from(text, 'base64').toString('latin1'),
  )?.[1];
  if (seconds === undefined) return unknown;
  return Number(seconds) === 0 ? never : until(Number(seconds) * 1000);
}
