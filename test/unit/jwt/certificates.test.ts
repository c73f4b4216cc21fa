import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { readEnclosures } from '../../../src/jwt/enclosures.ts';
import { verifyWithJwks } from '../../../src/jwt/verify.ts';
import { Authority } from '../../sandbox/tls/authority.ts';
import { quayClaims, token } from './tokens.ts';

describe('the certificates of a header', () => {
  it('are shown, each with whose it is and until when, and never trusted', async () => {
    const leaf = await (await Authority.create('keys')).issue({ names: ['signer'] });
    const der = leaf.cert.replace(/-----[A-Z ]+-----|\s/g, '');
    const text = token(quayClaims, { alg: 'ES256', x5c: [der, 'AAAA'] });
    const decoded = await readEnclosures(text, decodeJwt(text));
    const [section] = ('enclosures' in decoded ? decoded.enclosures : undefined) ?? [];
    assert.match(section?.title ?? '', /not to be trusted/);
    const [one, other] = section?.rows ?? [];
    assert.match(JSON.stringify(one?.value), /CN=/);
    assert.match(
      one?.lines.join('\n') ?? '',
      /issued by .*\nvalid from .*\d{4}-.*\nSHA-256 fingerprint/,
    );
    assert.deepEqual(other?.lines, ['no certificate that can be read']);
    const check = await verifyWithJwks(text, []);
    assert.equal(check.state, 'unchecked');
  });
});
