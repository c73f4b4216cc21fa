import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noProxySettings, proxyFor, type ProxySettings } from '../../../../src/net/proxy/proxy.ts';

const target = 'https://quay.example.com/api';

function choice(settings: Partial<ProxySettings>, url = target): string | undefined {
  return proxyFor(new URL(url), { ...noProxySettings, support: 'override', ...settings })?.href;
}

describe('proxyFor', () => {
  it('goes directly when nothing is set', () => {
    assert.equal(choice({}), undefined);
  });

  it('prefers the setting to the environment', () => {
    const environment = { HTTPS_PROXY: 'http://env:1' };
    assert.equal(choice({ proxy: 'http://set:1', environment }), 'http://set:1/');
    assert.equal(choice({ environment }), 'http://env:1/');
  });

  it('reads the environment in either case, https before http', () => {
    const environment = { HTTP_PROXY: 'http://d:1', http_proxy: 'http://c:1' };
    assert.equal(choice({ environment }), 'http://c:1/');
    assert.equal(
      choice({ environment: { ...environment, HTTPS_PROXY: 'http://b:1' } }),
      'http://b:1/',
    );
    assert.equal(
      choice({ environment: { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' } }),
      'http://a:1/',
    );
    assert.equal(
      choice({ environment: { https_proxy: ' ', HTTPS_PROXY: 'http://b:1' } }),
      'http://b:1/',
    );
  });

  it('obeys neither with http.proxySupport off', () => {
    const environment = { HTTPS_PROXY: 'http://env:1' };
    assert.equal(choice({ support: 'off', proxy: 'http://set:1', environment }), undefined);
    for (const support of ['on', 'fallback', 'override'] as const) {
      assert.equal(choice({ support, proxy: 'http://set:1' }), 'http://set:1/');
    }
  });

  it('reaches loopback directly', () => {
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]']) {
      assert.equal(choice({ proxy: 'http://set:1' }, `https://${host}:8443`), undefined, host);
    }
  });

  const exceptions: readonly [string, boolean][] = [
    ['*', true],
    ['quay.example.com', true],
    ['example.com', true],
    ['.example.com', true],
    [' Example.COM ', true],
    ['example.com:443', true],
    ['example.com:8443', false],
    ['ample.com', false],
    ['other.com', false],
    ['', false],
  ];
  for (const [exception, direct] of exceptions) {
    it(`${direct ? 'spares' : 'does not spare'} it for the exception "${exception}"`, () => {
      const expected = direct ? undefined : 'http://set:1/';
      assert.equal(choice({ proxy: 'http://set:1', noProxy: ['x.test', exception] }), expected);
      const environment = { NO_PROXY: `x.test,${exception}` };
      assert.equal(choice({ proxy: 'http://set:1', environment }), expected);
    });
  }

  it('asks NO_PROXY only when http.noProxy is empty', () => {
    const environment = { NO_PROXY: 'example.com' };
    const settings = { proxy: 'http://set:1', noProxy: ['other.com'], environment };
    assert.equal(choice(settings), 'http://set:1/');
  });

  it('passes over what is no address, as the editor does', () => {
    assert.equal(choice({ proxy: 'proxy:3128' }), undefined);
    assert.equal(choice({ proxy: 'http://' }), undefined);
  });
});
