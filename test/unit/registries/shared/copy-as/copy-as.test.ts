import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { neverEnds } from '../../../../../src/core/lifetime.ts';
import { Secret } from '../../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../../src/core/token.ts';
import { commandForms } from '../../../../../src/registries/shared/copy-as/command.ts';
import { bearerHeader } from '../../../../../src/registries/shared/copy-as/headers.ts';
import { imageForms } from '../../../../../src/registries/shared/copy-as/image-forms.ts';

const token = new Secret('S3CR3T');
const record = (changes: Partial<TokenRecord> = {}): TokenRecord => ({
  id: 'a/robot:acme-platform+ci',
  accountId: 'a',
  type: 'robot',
  label: 'acme-platform+ci',
  subject: 'acme-platform+ci',
  loginName: 'acme-platform+ci',
  registryHost: 'quay.io',
  scope: [],
  lifetime: neverEnds,
  path: [],
  ...changes,
});
const built = (id: string, changes: Partial<TokenRecord> = {}) => {
  const form = imageForms(record(changes)).find((candidate) => candidate.id === id);
  assert(form, `no form ${id}`);
  return form.build({ token });
};
const base64 = (text: string) => Buffer.from(text).toString('base64');
const auth = base64('acme-platform+ci:S3CR3T');

/** What a POSIX shell makes of a command line: its words. */
const shellWords = (line: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('copying a token', () => {
  it('says which forms hold the secret', () => {
    assert.deepEqual(
      imageForms(record()).map(({ id, containsSecret }) => [id, containsSecret]),
      [
        ['docker-login', false],
        ['docker-config', true],
        ['kubernetes-secret', true],
        ['authorization-header', true],
        ['env', true],
      ],
    );
    for (const form of imageForms(record())) {
      const text = form.build({ token });
      const holds = text.includes('S3CR3T') || text.includes(auth) || /json: \S{40}/.test(text);
      assert.equal(holds, form.containsSecret, form.id);
    }
  });

  it('offers none of them for a token without an image registry', () => {
    const { loginName, registryHost, ...neither } = record();
    assert(loginName !== undefined && registryHost !== undefined);
    assert.deepEqual(imageForms({ ...neither, loginName }), []);
    assert.deepEqual(imageForms({ ...neither, registryHost }), []);
  });

  it('as docker login leaves the token to standard input', () => {
    assert.equal(
      built('docker-login'),
      'docker login --username=acme-platform+ci --password-stdin quay.io',
    );
    assert.equal(
      built('docker-login', { loginName: '$app' }),
      "docker login '--username=$app' --password-stdin quay.io",
    );
  });

  it('as docker login says one word for one name, whatever is in it', () => {
    for (const name of ["o'brien", '$(reboot)', '`id`', 'a b', ';x', '-u', 'ä\\"', '*', '']) {
      const words = shellWords(built('docker-login', { loginName: name, registryHost: name }));
      const end = name.startsWith('-') ? ['--'] : [];
      assert.deepEqual(words, [
        'docker',
        'login',
        `--username=${name}`,
        '--password-stdin',
        ...end,
        name,
      ]);
    }
  });

  it('has one docker login for all shells, or one for each where they read the name differently', () => {
    const ids = (loginName: string) =>
      imageForms(record({ loginName }))
        .map(({ id }) => id)
        .filter((id) => id.startsWith('docker-login'));
    assert.deepEqual(ids('acme+ci'), ['docker-login']);
    assert.deepEqual(ids('$app'), [
      'docker-login',
      'docker-login-fish',
      'docker-login-powershell',
      'docker-login-cmd',
    ]);
    const text = (shell: string) => built(`docker-login-${shell}`, { loginName: 'a’b c' });
    assert.match(text('powershell'), /'--username=a’’b c'/);
    assert.match(text('cmd'), /"--username=a’b c"/);
  });

  it('has no text for a terminal or a .env file when a name holds invisible characters', () => {
    for (const loginName of ['x\u0003y', 'x\u202ey', 'x\u200by', 'x\ny']) {
      for (const id of ['docker-login', 'docker-login-cmd', 'env']) {
        assert.throws(() => built(id, { loginName }), /invisible character U\+/);
      }
    }
  });

  it('as a command with the token in it says that the shell will keep it', () => {
    const forms = commandForms({
      id: 'c',
      label: 'c',
      detail: 'Calls.',
      containsSecret: true,
      words: ({ token: secret }) => ['c', secret.reveal()],
    });
    assert.deepEqual(
      forms.map((form) => form.build({ token })),
      ['c S3CR3T'],
    );
    assert.match(forms[0]?.detail ?? '', /history of the shell/);
    assert.throws(() => forms[0]?.build({ token: new Secret('a b') }), /in its own way/);
  });

  it('as Docker configuration is JSON with the login of one host', () => {
    assert.deepEqual(JSON.parse(built('docker-config')), { auths: { 'quay.io': { auth } } });
    assert.deepEqual(JSON.parse(built('docker-config', { registryHost: 'q"u\\a\ny' })), {
      auths: { 'q"u\\a\ny': { auth } },
    });
  });

  it('as Kubernetes Secret has a name that Kubernetes takes', () => {
    const lines = built('kubernetes-secret').split('\n');
    assert.equal(lines[3], '  name: "acme-platform-ci-pull-secret"');
    assert.equal(lines[4], 'type: kubernetes.io/dockerconfigjson');
    const data = /^ {2}\.dockerconfigjson: (\S+)$/.exec(lines[6] ?? '')?.[1] ?? '';
    assert.deepEqual(JSON.parse(Buffer.from(data, 'base64').toString()), {
      auths: { 'quay.io': { auth } },
    });
    for (const label of ['Laptop “1”', '日本', '-', 'x'.repeat(300), '$app: {a}\n- b']) {
      const name = /^ {2}name: "(.*)"$/m.exec(built('kubernetes-secret', { label }))?.[1] ?? '';
      assert.match(name, /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, label);
    }
  });

  it('as header is Basic, or Bearer where there is no login', () => {
    assert.equal(built('authorization-header'), `Authorization: Basic ${auth}`);
    assert.equal(bearerHeader().build({ token }), 'Authorization: Bearer S3CR3T');
  });

  it('as environment variables is read by a shell as it was meant', () => {
    assert.equal(
      built('env', { loginName: '$app' }),
      "REGISTRY_HOST=quay.io\nREGISTRY_USERNAME='$app'\nREGISTRY_PASSWORD=S3CR3T\n",
    );
    for (const name of ["o'brien", '$(reboot)', '`id`', 'a b', '#x', 'a\\b"', '\'$a\\`"']) {
      const text = built('env', { loginName: name });
      const value = execFileSync('sh', ['-c', `${text}printf %s "$REGISTRY_USERNAME"`], {
        encoding: 'utf8',
      });
      assert.equal(value, name);
    }
  });
});
