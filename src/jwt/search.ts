import { inSlices } from '../core/concurrency/in-slices.ts';
import { restOf } from './clean.ts';
import { searchJwt } from './find.ts';
import { prefixAt } from './opaque.ts';

/** The first token of a long text, with what belongs to it; see `inSlices`. */
export const firstTokenIn = (
  text: string,
  isCancelled: () => boolean,
): Promise<string | undefined> =>
  inSlices(
    searchJwt(text),
    (span) =>
      span && prefixAt(text, span.start) + text.slice(span.start, span.end) + restOf(text, span),
    isCancelled,
  );
