import { type Lifetime, neverEnds, unknownLifetime, until } from '../../core/lifetime.ts';
import type { TokenShapes } from '../../core/token-language.ts';

/** How the tokens of JFrog look (docs/registries/jfrog.md §1.1, §3). */
export const tokenShapes: TokenShapes = {
  secrets: [
    { begin: /(?<secret>cmVmd[A-Za-z0-9]{59})/dg, end: /[^A-Za-z0-9]/g },
    { begin: /(?<secret>AKCp\d[A-Za-z0-9]{10})/dg, end: /[^A-Za-z0-9]/g },
  ],
  opaque: [
    {
      id: 'jfrog-reference',
      pattern: /^cmVmdGtu[A-Za-z0-9+/=]{16,}$/,
      lifetime: referenceLifetime,
    },
    { id: 'jfrog-api-key', pattern: /^AKCp\d[A-Za-z0-9]{60,}$/ },
    // Its refresh tokens are UUIDs.
    { id: 'jfrog-refresh', pattern: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i },
  ],
  speaks: ({ iss, sub, scp, ext }) =>
    [iss, sub].some((text) => typeof text === 'string' && /^jf[a-z]{2}@/.test(text)) ||
    (typeof scp === 'string' &&
      /applied-permissions\/|artifact:|system:|api:\*|member-of-groups:|jf[a-z]{2}@/.test(scp)) ||
    typeof ext === 'string',
};

/**
 * The end in a reference token: it is base64 of `reftkn:01:<end in seconds, ten digits>:…`, zeros
 * for never (docs/registries/jfrog.md §3.2).
 */
function referenceLifetime(text: string): Lifetime {
  const [, seconds] =
    /^reftkn:\d{2}:(\d{10}):/.exec(Buffer.from(text, 'base64').toString('latin1')) ?? [];
  if (seconds === undefined) return unknownLifetime;
  return Number(seconds) === 0 ? neverEnds : until(Number(seconds) * 1000);
}
