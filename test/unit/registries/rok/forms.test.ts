import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Secret } from '../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { rokAdapter } from '../../../../src/registries/rok/adapter.ts';
import { copyForms } from '../../../../src/registries/rok/copy-forms.ts';
import { issueForm } from '../../../../src/registries/rok/actions/issue-form.ts';
import { rokContext } from '../../../../src/registries/rok/context.ts';
import type { Field } from '../../../../src/registries/contract/form.ts';
import { KubeBench } from '../../net/kube/support.ts';
import { failure } from '../../failure.ts';
import { connection, never } from './support.ts';

const find = <T extends Field['type']>(fields: readonly Field[], id: string, type: T) => {
  const field = fields.find((candidate) => candidate.id === id);
  assert.ok(field?.type === type, id);
  return field as Extract<Field, { type: T }>;
};

describe('the steps of a Rok account', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => bench.reset());
  const connect = () => Promise.resolve(connection(bench));

  it('offer the contexts of the kubeconfig', async () => {
    const field = find(rokAdapter.connectFields(), 'context', 'choice');
    const choices = await field.choices({}, never, connect);
    assert.deepEqual(
      choices.map(({ value, description }) => [value, description]),
      [
        ['developer@sandbox', 'current'],
        ['admin@sandbox', ''],
      ],
    );
  });

  it('keep the path of the address, and take off that of the token', () => {
    const field = find(rokAdapter.connectFields(), 'url', 'text');
    const normalize = (text: string) => field.normalize?.(text);
    assert.equal(normalize('rok.example.com/registry/'), 'https://rok.example.com/registry');
    assert.equal(
      normalize('https://rok.example.com/registry/auth/v1/token'),
      'https://rok.example.com/registry',
    );
    assert.equal(field.check?.('http://rok.example.com/registry', {})?.severity, 'warning');
  });

  it('know a Rok registry by its refusal', async () => {
    const field = find(rokAdapter.connectFields(), 'url', 'text');
    const right = connection(bench);
    assert.equal(await field.verify?.({}, right, never), undefined);
    const account = { ...right.account, url: new URL(bench.rok.url).origin };
    const wrong = field.verify?.({}, { ...right, account }, never) ?? Promise.resolve();
    assert.match((await failure(wrong, 'protocol')).message, /Is the path of the address complete/);
  });

  it('complete the own user name from the pod, and ask which of several', async () => {
    const fields = rokAdapter.connectFields();
    const user = find(fields, 'user', 'text');
    const which = find(fields, 'uuid', 'choice');
    const twin = bench.rok.world.addAccount('ci-bot');
    try {
      assert.ok(user.suggestions);
      const offered = await user.suggestions({}, never, connect);
      assert.ok(offered.some(({ value }) => value === 'zoë'));
      const values = { user: 'ci-bot' };
      assert.equal(await user.verify?.(values, await connect(), never), undefined);
      assert.equal(which.when?.(values), true);
      const uuids = (await which.choices(values, never)).map(({ value }) => value);
      assert.equal(uuids.length, 2);
      assert.ok(uuids.includes(twin.uuid));
      assert.equal(which.when({ user: 'jdoe' }), false);
    } finally {
      bench.rok.world.accounts.pop();
    }
    const nobody = user.verify?.({ user: 'doe' }, connection(bench, { user: 'doe' }), never);
    await failure(nobody ?? Promise.resolve(), 'not-found');
  });

  it('make an account and read it back', async () => {
    const values = {
      context: 'c',
      namespace: 'n',
      service: 's',
      url: 'https://rok.example.com/registry',
      user: 'jdoe',
    };
    const drafted = rokAdapter.draft(values);
    const account = { id: 'a', kind: 'rok', label: 'l', ...drafted };
    assert.deepEqual(rokAdapter.values(account), values);
    assert.deepEqual(rokAdapter.signIn(values), {});
    const connected = await rokAdapter.connect(connection(bench), never);
    assert.equal(connected.userName, 'jdoe');
    assert.match(connected.label, /^jdoe@127\.0\.0\.1:\d+$/);
  });

  it('read lifetimes as people write them', () => {
    const { fields } = issueForm(rokContext(connection(bench)));
    const { parse } = find(fields, 'lifetime', 'lifetime');
    assert.deepEqual(parse('24h'), { value: '86400' });
    assert.deepEqual(parse('7d'), { value: '604800' });
    assert.deepEqual(parse('90m'), { value: '5400' });
    assert.deepEqual(parse('1h30m'), { value: '5400' });
    assert.deepEqual(parse('30'), { value: '2592000' });
    for (const wrong of ['never', '0', '-1h', '30m1h', 'soon'])
      assert.ok('message' in parse(wrong));
  });
});

describe('the texts made of a Rok token', () => {
  const url = 'https://rok.example.com/registry';
  const awkward = `it's "$HOME" \\ \`id\` é`;
  const record: TokenRecord = {
    id: 'a/token:1',
    accountId: 'a',
    type: 'access',
    label: 'x',
    subject: awkward,
    scope: [],
    lifetime: { kind: 'unknown' },
    path: ['own', 'token:1'],
    choices: { lifetime: '60', userName: awkward, uuid: 'u-1' },
  };
  const secrets = { token: new Secret('To~ken+/=.1') };
  const text = (id: string) => {
    const form = copyForms(url, record).find((candidate) => candidate.id === id);
    assert.ok(form?.containsSecret, id);
    return form.build(secrets);
  };

  it('set the four variables in a POSIX shell', async () => {
    const names = ['URL', 'USERNAME', 'UUID', 'TOKEN'].map((name) => `"$ROK_REGISTRY_${name}"`);
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `${text('exports-sh')}printf '%s\\n' ${names.join(' ')}`,
    ]);
    assert.equal(stdout, `${url}\n${awkward}\nu-1\nTo~ken+/=.1\n`);
  });

  it('are quoted for fish and PowerShell', () => {
    assert.match(text('exports-fish'), /^set -gx ROK_REGISTRY_URL 'https:/m);
    assert.ok(text('exports-fish').includes(`USERNAME 'it\\'s "$HOME" \\\\ \`id\` é'`));
    assert.ok(text('exports-powershell').includes(`$env:ROK_REGISTRY_USERNAME = 'it''s "$HOME"`));
  });

  it('are the header and the vendor’s check', () => {
    assert.equal(text('authorization-header'), 'Authorization: Bearer To~ken+/=.1');
    assert.equal(
      text('curl'),
      `curl -H 'Authorization: Bearer To~ken+/=.1' https://rok.example.com/registry/auth/v1/token`,
    );
  });
});
