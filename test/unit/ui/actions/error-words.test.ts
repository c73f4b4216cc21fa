import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { ErrorCode } from '../../../../src/core/errors.ts';
import { errorTitle, repairLabel } from '../../../../src/ui/actions/error-words.ts';

/** Complete, or it does not compile. */
const titles: Readonly<Record<ErrorCode, string>> = {
  'not-authorized': 'Not signed in',
  'sign-in-expired': 'Sign-in expired',
  'sign-in-missing': 'Sign-in missing',
  forbidden: 'Not permitted',
  'not-found': 'Not found',
  conflict: 'Conflict',
  'read-only': 'Read-only',
  'rate-limited': 'Too many requests',
  tls: 'Certificate not trusted',
  proxy: 'Proxy failed',
  unreachable: 'Not reachable',
  timeout: 'No answer',
  'lost-answer': 'Answer lost',
  protocol: 'Answer not understood',
  server: 'Server error',
  'invalid-input': 'Not possible',
  'plain-http': 'Not encrypted',
  unsupported: 'Not available',
  cancelled: 'Cancelled',
};
const codes = Object.keys(titles) as ErrorCode[];

describe('the title of an error', () => {
  for (const code of codes) {
    it(`says in a few words what ${code} is`, () => {
      assert.equal(errorTitle(code), titles[code]);
      assert.ok(titles[code].length <= 24, 'it does not fit into a narrow view');
    });
  }

  it('is another one for each code', () => {
    assert.equal(new Set(codes.map(errorTitle)).size, codes.length);
  });
});

describe('the repair of an error', () => {
  it('has a button for every code that has one', () => {
    for (const code of codes) {
      const { repair } = new RegistryError(code, 'A sentence.');
      if (repair !== undefined) assert.match(repairLabel(repair), /^[A-Z][a-z]+( [A-Z][a-z]+)*$/);
    }
  });
});
