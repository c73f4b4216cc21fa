import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinUrl, parseBaseUrl } from '../../../../src/net/http/url.ts';

describe('parseBaseUrl', () => {
  const good: readonly [string, string][] = [
    ['https://quay.io', 'https://quay.io'],
    ['  https://quay.io/ \n', 'https://quay.io'],
    ['quay.io', 'https://quay.io'],
    ['quay.io:8443/', 'https://quay.io:8443'],
    ['HTTPS://Quay.IO:443', 'https://quay.io'],
    ['https://host/registry//', 'https://host/registry'],
    ['https://quay.io/organization/acme?tab=robots#x', 'https://quay.io/organization/acme'],
    ['localhost:8080', 'https://localhost:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://[::1]:1', 'http://[::1]:1'],
    ['[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['registry', 'https://registry'],
  ];
  for (const [text, url] of good) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseBaseUrl(text), { type: 'ok', url });
    });
  }

  for (const text of ['http://quay.io', 'http://localhost.example.com', 'http://128.0.0.1']) {
    it(`wants a yes for ${text}`, () => {
      const parsed = parseBaseUrl(`${text}/`);
      assert.equal(parsed.type, 'plain-http');
      assert.equal('url' in parsed && parsed.url, text);
    });
  }

  const bad: readonly [string, string][] = [
    ['', 'not-a-url'],
    ['   ', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['https:quay.io', 'not-a-url'],
    ['https:/quay.io', 'not-a-url'],
    ['https:///quay.io', 'not-a-url'],
    ['quay io', 'not-a-url'],
    ['quay.io:port', 'not-a-url'],
    ['/api/v1', 'not-a-url'],
    ['javascript:alert(1)', 'not-a-url'],
    ['https://me:secret@quay.io', 'credentials'],
    ['me@quay.io', 'credentials'],
    ['ftp://quay.io', 'scheme'],
    ['docker://quay.io/acme', 'scheme'],
  ];
  for (const [text, problem] of bad) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const parsed = parseBaseUrl(text);
      assert.equal('problem' in parsed && parsed.problem, problem);
      assert.match('message' in parsed ? parsed.message : '', /^[A-Z].*\.$/);
    });
  }

  it('says nothing of the password that stood in an address', () => {
    assert.doesNotMatch(JSON.stringify(parseBaseUrl('https://me:geheim@quay.io')), /geheim/);
  });
});

describe('joinUrl', () => {
  it('escapes every segment and every value', () => {
    assert.equal(
      joinUrl('https://quay.io', ['api', 'v1', 'a/b', 'ns+ci', '%2e', 'ü?#'], { q: 'a&b=c', n: 1 }),
      'https://quay.io/api/v1/a%2Fb/ns%2Bci/%252e/%C3%BC%3F%23?q=a%26b%3Dc&n=1',
    );
  });

  it('keeps the path of the base, leaves out what is undefined, gives a trailing slash', () => {
    assert.equal(
      joinUrl('https://host/base', ['user', ''], { a: undefined, token: false }),
      'https://host/base/user/?token=false',
    );
  });

  it('replaces half a character', () => {
    assert.equal(joinUrl('https://h', ['\ud83d']), 'https://h/%EF%BF%BD');
  });

  for (const name of ['', '.', '..']) {
    it(`refuses "${name}" as a name, which would reach out of its place`, () => {
      assert.throws(() => joinUrl('https://h', ['robots', name, 'x']), { code: 'invalid-input' });
    });
  }
  it('refuses to climb with the last segment', () => {
    assert.throws(() => joinUrl('https://h', ['robots', '..']), { code: 'invalid-input' });
  });
});
