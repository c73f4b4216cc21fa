import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { sources } from '../../../../src/registries/drp/connect/sources.ts';

const find = (variables: Record<string, string>, file?: string) =>
  sources({
    variables,
    read: (name) => Promise.resolve(name === '.drpclirc' ? file : undefined),
  });
const revealed = (value: unknown) => (value instanceof Secret ? value.reveal() : value);

describe('what drpcli on this machine is set up with (docs/registries/drp.md §1)', () => {
  it('finds nothing where there is nothing', async () => {
    assert.deepEqual(await find({}), []);
    assert.deepEqual(await find({ RS_USERNAME: 'x', RS_PASSWORD: 'y' }), []);
  });

  it('reads the environment, with a password that has colons', async () => {
    const [found] = await find({ RS_ENDPOINT: 'https://drp.example:8092/', RS_KEY: 'alice:a:b' });
    assert(found);
    assert.equal(found.label, 'alice@drp.example:8092');
    assert.equal(found.source, 'RS_ENDPOINT, RS_KEY');
    assert.equal(found.values['url'], 'https://drp.example:8092');
    assert.equal(found.values['user'], 'alice');
    assert.equal(found.values['method'], 'password');
    assert.equal(revealed(found.values['password']), 'a:b');
  });

  it('lets the file beat the environment, and a token a password', async () => {
    const file =
      'RS_ENDPOINT=https://file.example:8092\nRS_TOKEN=tok==\n# comment\nRS_USERNAME=bob\n';
    const [found] = await find(
      { RS_ENDPOINT: 'https://env.example', RS_KEY: 'alice:secret' },
      file,
    );
    assert(found);
    assert.equal(found.values['url'], 'https://file.example:8092');
    assert.equal(found.values['user'], 'bob');
    assert.equal(found.values['method'], 'token');
    assert.equal(revealed(found.values['token']), 'tok==');
    assert.match(JSON.stringify(found.preview), /Not used.*RS_KEY/);
  });

  it('reads user name and password from the file', async () => {
    const [found] = await find({}, 'RS_USERNAME=bob\r\nRS_PASSWORD=pw\r\n');
    assert(found);
    assert.equal(found.values['url'], 'https://127.0.0.1:8092');
    assert.equal(revealed(found.values['password']), 'pw');
  });

  for (const [lines, user, password] of [
    ['RS_USERNAME=bob\nRS_PASSWORD=pw\nRS_KEY=alice:secret\n', 'alice', 'secret'],
    ['RS_KEY=alice:secret\nRS_USERNAME=bob\nRS_PASSWORD=pw\n', 'bob', 'pw'],
    ['RS_KEY=alice:secret\nRS_USERNAME=bob\n', 'bob', 'secret'],
    ['RS_KEY=alice:secret\nRS_KEY=broken\n', 'alice', 'secret'],
  ] as const) {
    it(`lets the last of ${lines.trim().split('\n').join(', ')} win`, async () => {
      const [found] = await find({}, lines);
      assert.equal(found?.values['user'], user);
      assert.equal(revealed(found.values['password']), password);
    });
  }

  it('reads no list of endpoints from the file, and takes quotes for part of an address', async () => {
    assert.deepEqual(await find({}, 'RS_ENDPOINTS=https://a.example:8092\n'), []);
    assert.deepEqual(await find({}, 'RS_ENDPOINT="https://a.example:8092"\n'), []);
  });

  it('gives an account for each of several endpoints, unless one is named', async () => {
    const RS_ENDPOINTS = 'https://a.example:8092 https://b.example:8092 ftp://c';
    const labels = async (variables: Record<string, string>) =>
      (await find(variables)).map(({ label }) => label);
    assert.deepEqual(await labels({ RS_ENDPOINTS }), ['a.example:8092', 'b.example:8092']);
    assert.deepEqual(await labels({ RS_ENDPOINTS, RS_ENDPOINT: 'https://d.example' }), [
      'd.example',
    ]);
  });

  it('takes half a key for none', async () => {
    for (const RS_KEY of ['alice:', ':pw', 'alice']) {
      const [found] = await find({ RS_ENDPOINT: 'https://a.example', RS_KEY });
      assert.equal(found?.hasSignIn, false);
    }
  });

  it('shows what would be used and where it comes from, and no secret', async () => {
    const file = 'RS_KEY=alice:hunter2\n';
    const found = await find({ RS_ENDPOINT: 'https://a.example', RS_TOKEN: 'abc.def' }, file);
    const text = JSON.stringify(found);
    assert.equal(text.includes('hunter2'), false);
    assert.equal(text.includes('abc.def'), false);
    assert.match(text, /the variable RS_ENDPOINT/);
    assert.match(text, /RS_KEY in ~\/\.drpclirc/);
    assert.match(text, /a token — the variable RS_TOKEN/);
  });
});
