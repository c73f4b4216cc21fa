import type { QuayLine } from './line.ts';

/**
 * The recording holds 467 of the 583 requests that were sent. What follows left its trace in those
 * that it holds, and is sent or known in its place: requests before a line, by the line's name.
 */
export const BEFORE: Readonly<Record<string, readonly Omit<QuayLine, 'answer'>[]>> = {
  // From here on the app token has been used, and one more login stands in the logs.
  'app list as full': [
    {
      name: 'v2 app ok',
      method: 'GET',
      path: '/v2/auth?service=H',
      basic: '$app:{appCode:laptop}',
    },
  ],
  // The logs tell of two app tokens that were revoked.
  'logs user': [
    {
      name: 'app delete',
      method: 'DELETE',
      path: '/api/v1/user/apptoken/{appUuid:new laptop}',
      bearer: '{token:full}',
    },
  ],
};

/** Texts of the recording that lost what they stood for. */
export const RESTORED: Readonly<Record<string, string>> = {
  // The last ten characters of the token were replaced, of which its word was the first.
  'acme-platform+ci:{AAAAAAAAAA': 'acme-platform+ci:{idTokenBroken:0}',
  // Whatever was saved, its login worked: it was a token for this host.
  'acme-platform+ci:{saved:evil}': 'acme-platform+ci:{saved:jwt}',
};
