import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { ServerCertificate } from '../../../../src/core/certificate.ts';
import { askForTrust } from '../../../../src/ui/accounts/trust.ts';
import { doors } from '../fakes/doors.ts';
import { person } from '../fakes/person.ts';

const certificate: ServerCertificate = {
  host: 'quay.example',
  reason: 'unknown-authority',
  subject: 'CN=quay.example',
  issuer: 'CN=Acme CA',
  names: ['quay.example'],
  validFrom: Date.UTC(2026, 0, 1),
  validTo: Date.UTC(2027, 0, 1),
  fingerprint256: '00ff',
  selfSigned: false,
  authority: { subject: 'CN=Acme CA', pem: 'the authority' },
};

describe('a certificate that is not trusted', () => {
  beforeEach(() => person.reset());

  it('is shown with who is behind it, and trusted by its authority or by its fingerprint', async () => {
    person.plans('Trust This Authority');
    assert.deepEqual(await askForTrust(certificate, doors), { ca: 'the authority' });
    const [question = ''] = person.seen;
    assert.match(question, /^question: The certificate of quay\.example is not trusted: /);
    assert.match(question, /Issued by: CN=Acme CA/);
    assert.match(question, /SHA-256 fingerprint: 00:FF/);
    person.reset('Trust This Fingerprint');
    assert.deepEqual(await askForTrust(certificate, doors), { fingerprint256: '00ff' });
  });

  it('is not trusted by its authority where that is not what is wrong', async () => {
    assert.equal(await askForTrust({ ...certificate, reason: 'expired' }, doors), undefined);
    assert.match(
      person.seen[0] ?? '',
      /\[Do Not Trust \| Trust This Fingerprint \| Choose CA File…\]$/,
    );
  });

  it('is not trusted by a file that holds no certificate', async () => {
    person.files.set('/ca.txt', 'no certificate');
    person.plans('Choose CA File…', '/ca.txt');
    assert.equal(await askForTrust(certificate, doors), undefined);
    assert.match(person.seen[1] ?? '', /^error: \/ca\.txt is not a PEM file/);
  });

  it('is not trusted by a file that has no end, which is not read', async () => {
    const endless = { name: '/dev/zero', size: Infinity, read: () => assert.fail('it is read') };
    const files = { choose: () => Promise.resolve(endless) };
    person.reset('Choose CA File…');
    assert.equal(await askForTrust(certificate, { ...doors, files }), undefined);
    assert.match(person.seen[1] ?? '', /^error: \/dev\/zero is not a PEM file/);
  });
});
