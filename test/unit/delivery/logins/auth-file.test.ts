import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAuthFile } from '../../../../src/delivery/logins/auth-file.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const auths = {
  'quay.example.test': { auth: base64('acme+ci:pass:word') },
  'https://index.docker.io/v1/': { username: 'dana', password: 'planted-password' },
  'acr.example.test': { auth: base64('00000000:'), identitytoken: 'planted-identity' },
  'helped.example.test': {},
};
const file = JSON.stringify({ auths, credsStore: 'desktop' });

/** Host, user name, use and secret of each. */
const told = (text: string) =>
  readAuthFile(text)?.map(({ host, userName, use, secret }) => [
    host,
    userName,
    use,
    secret?.reveal(),
  ]);
const expected = [
  ['quay.example.test', 'acme+ci', 'password', 'pass:word'],
  ['https://index.docker.io/v1/', 'dana', 'password', 'planted-password'],
  ['acr.example.test', '00000000', 'identity-token', 'planted-identity'],
  ['helped.example.test', undefined, 'password', undefined],
];

describe('a file of logins', () => {
  const secret = (data: object) => ({ apiVersion: 'v1', kind: 'Secret', ...data });
  const wrapped = base64(file).replace(/.{60}/g, '$&\n    ');
  const forms: readonly (readonly [string, string])[] = [
    ['as Docker and Podman write it', file],
    ['in base64', base64(file)],
    ['in base64 over lines', wrapped],
    ['indented', JSON.stringify(JSON.parse(file), undefined, 2)],
    ['in a Secret', JSON.stringify(secret({ data: { '.dockerconfigjson': base64(file) } }))],
    ['in a Secret, plain', JSON.stringify(secret({ stringData: { '.dockerconfigjson': file } }))],
    [
      'in a list',
      JSON.stringify({ items: [secret({ data: { '.dockerconfigjson': base64(file) } }), {}] }),
    ],
    ['in YAML', `kind: Secret\ndata:\n  .dockerconfigjson: ${base64(file)}\ntype: x\n`],
    ['in YAML, quoted', `data:\n  ".dockerconfigjson": "${base64(file)}"\n`],
    ['in YAML, as a block', `data:\n  .dockerconfigjson: >-\n    ${wrapped}\ntype: x\n`],
    ['in YAML, plain', `stringData:\n  .dockerconfigjson: |\n    ${file}\ntype: x\n`],
    ['in YAML of Windows', `data:\r\n  .dockerconfigjson: ${base64(file)}\r\ntype: x\r\n`],
  ];
  for (const [how, text] of forms) {
    it(`is read ${how}`, () => assert.deepEqual(told(text), expected));
  }

  it('may be of the older form', () => {
    const older = JSON.stringify({ 'a.test': { auth: base64('u:p') } });
    assert.deepEqual(told(older), [['a.test', 'u', 'password', 'p']]);
    const data = JSON.stringify(secret({ data: { '.dockercfg': base64(older) } }));
    assert.deepEqual(told(data), [['a.test', 'u', 'password', 'p']]);
  });

  it('may be empty, and may be none', () => {
    assert.deepEqual(told('{"auths":{}}'), []);
    for (const text of [
      '',
      '{}',
      '[]',
      '{"a":{}}',
      '{"auths":5}',
      'eyJ',
      'x',
      '{"items":[]}',
      'data:\n  .dockerconfigjson: x',
    ]) {
      assert.equal(readAuthFile(text), undefined, text);
    }
  });

  it('prints no secret', () => {
    assert.doesNotMatch(JSON.stringify(readAuthFile(file)), /planted|pass:word/);
  });

  it('is read in a time that grows with its length alone', () => {
    for (const part of ['.dockerconfigjson: |\n', '  .dockercfg: e', 'e', ' ', '\n  ']) {
      readAuthFile(part.repeat(Math.ceil(900_000 / part.length)));
    }
  });
});
