import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../../src/core/secret.ts';
import { classify } from '../../../../src/net/http/classify.ts';
import { explain } from '../../../../src/net/http/explain-fault.ts';
import { WireFault, type FaultName } from '../../../../src/net/http/fault.ts';

const coded = (code: string, more: object = {}) =>
  Object.assign(new Error(`it was ${code}`), { code, ...more });
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('classify', () => {
  const table: readonly [string, FaultName][] = [
    ['ENOTFOUND', 'unknown-host'],
    ['EAI_AGAIN', 'names-unavailable'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'no-route'],
    ['ENETUNREACH', 'no-route'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
    ['ECONNRESET', 'dropped'],
    ['EPIPE', 'dropped'],
    ['ETIMEDOUT', 'dropped'],
    ['UND_ERR_SOCKET', 'dropped'],
    ['UND_ERR_BODY_TIMEOUT', 'dropped'],
    ['HPE_INVALID_CONSTANT', 'malformed'],
    ['Z_DATA_ERROR', 'malformed'],
    ['EPROTO', 'not-tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-tls'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls-refused'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['SOMETHING_NEW', 'unexplained'],
  ];
  for (const [code, fault] of table) {
    it(`takes ${code} for ${fault}`, () => {
      assert.equal(classify(coded(code)).fault, fault);
      assert.equal(classify(fetchFailed(coded(code))).fault, fault);
      assert.equal(classify(fetchFailed(new AggregateError([coded(code)]))).fault, fault);
    });
  }

  it('tells a time-out of connecting from a later one', () => {
    assert.equal(classify(coded('ETIMEDOUT', { syscall: 'connect' })).fault, 'connect-timeout');
    assert.equal(classify(coded('ETIMEDOUT', { syscall: 'read' })).fault, 'dropped');
  });

  it('reads the status in what undici and the editor say of a proxy', () => {
    for (const text of [
      'Proxy response (407) !== 200 when HTTP Tunneling',
      'Proxy response (407) ?.=',
    ]) {
      const { fault, details } = classify(fetchFailed(new Error(text)));
      assert.deepEqual([fault, details.status], ['proxy-refused', 407]);
    }
  });

  it('takes anything that is thrown, loops included', () => {
    const loop = new Error('round');
    loop.cause = loop;
    for (const thrown of [undefined, null, 'text', {}, new Error('plain'), loop]) {
      assert.equal(classify(thrown).fault, 'unexplained');
    }
  });

  it('keeps of a cause its text alone, without secrets', () => {
    const secret = new Secret('planted-secret-1');
    const error = coded('HPE_INVALID_CONSTANT', { data: 'planted-secret-1', socket: { secret } });
    error.message = 'Bearer planted-secret-1 was refused';
    const kept = inspect(classify(fetchFailed(error)), { depth: 9, showHidden: true });
    assert.doesNotMatch(kept, /planted-secret/);
    assert.match(kept, /HPE_INVALID_CONSTANT/);
  });
});

describe('a failure with a proxy that the settings do not name', () => {
  const where = {
    target: new URL('https://quay.example.com'),
    proxy: undefined,
    changes: false,
    handedOver: true,
    answered: false,
  };
  const said = (error: unknown) => explain(classify(fetchFailed(error)), where);

  it('is told by the name that was looked up', () => {
    const { code, message } = said(coded('ENOTFOUND', { hostname: 'proxy.example.com' }));
    assert.deepEqual(
      [code, message],
      ['proxy', 'The proxy cannot be reached: no host of this name is known.'],
    );
    assert.equal(said(coded('ENOTFOUND', { hostname: 'quay.example.com' })).code, 'unreachable');
  });

  it('is told by the port that was connected to', () => {
    assert.equal(said(coded('ECONNREFUSED', { port: 3128 })).code, 'proxy');
    assert.equal(said(coded('ECONNREFUSED', { port: 443 })).code, 'unreachable');
    assert.equal(said(coded('ECONNREFUSED')).code, 'unreachable');
  });
});

describe('a change that failed for an unknown reason', () => {
  it('may have happened', () => {
    const where = {
      target: new URL('https://quay.example.com'),
      proxy: undefined,
      changes: true,
      handedOver: true,
      answered: false,
    };
    const { code, message } = explain(classify(fetchFailed(undefined)), where);
    assert.equal(code, 'lost-answer');
    assert.doesNotMatch(message, /fetch failed/);
    const unsent = explain(new WireFault('dropped'), { ...where, handedOver: false });
    assert.equal(unsent.code, 'unreachable');
  });
});
