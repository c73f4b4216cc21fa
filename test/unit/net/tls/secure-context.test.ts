import assert from 'node:assert/strict';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, it } from 'node:test';
import { trusts, trustsNobody } from '../../../../src/net/tls/secure-context.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';

const ca = (await Authority.create('Context tests')).pem;
const other = (await Authority.create('Another')).pem;

describe('what certificates are checked against', () => {
  const machine = getCACertificates('default');
  afterEach(() => {
    setDefaultCACertificates(machine);
  });

  it('is read once for all connections of the same trust', () => {
    assert.equal(trusts({ ca }, false), trusts({ ca }, false));
    assert.equal(trusts({}, false), trusts({}, false));
    assert.equal(trustsNobody(), trustsNobody());
  });

  it('is another for another trust', () => {
    const all = [trusts({ ca }, false), trusts({ ca: other }, false), trusts({}, false)];
    assert.equal(new Set([...all, trusts({ ca }, true), trustsNobody()]).size, 5);
  });

  it('is read again when the authorities of the machine change', () => {
    const before = trusts({ ca }, false);
    setDefaultCACertificates([...machine, other]);
    const after = trusts({ ca }, false);
    assert.notEqual(after, before);
    assert.equal(trusts({ ca }, false), after);
  });

  it('is not cached for ever', () => {
    const first = trusts({ ca: other }, false);
    for (const count of [1, 2, 3, 4]) trusts({ ca: ca.repeat(count) }, false);
    assert.notEqual(trusts({ ca: other }, false), first);
  });
});
