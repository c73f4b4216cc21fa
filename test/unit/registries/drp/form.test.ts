import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readCommand } from '../../../../src/registries/drp/issue/read-command.ts';
import type {
  ChoiceField,
  Field,
  Form,
  FormValues,
  RowsField,
} from '../../../../src/registries/contract/form.ts';
import { Bench, formOf, never } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await Bench.start();
});
after(() => bench[Symbol.asyncDispose]());

function fieldOf<T extends Field['type']>(
  form: Form | { fields: readonly Field[] },
  id: string,
  type: T,
) {
  const field = form.fields.find((one) => one.id === id);
  assert(field?.type === type, `no field ${id}`);
  return field as Extract<Field, { type: T }>;
}
/** No step of this form asks through a connection of its own. */
const unconnected = () => assert.fail('nothing is asked');
const valuesOf = async (field: ChoiceField, values: FormValues = {}) =>
  (await field.choices(values, never, unconnected)).map(({ value }) => value);

const alice = () => formOf(bench.registry(), 'alice');

describe('the lifetime step (docs/registries/drp.md §3)', () => {
  const parse = async (typed: string) =>
    fieldOf(await alice(), 'lifetime', 'lifetime').parse(typed);
  const good: readonly (readonly [string, string])[] = [
    ['1h', '3600'],
    ['30d', '2592000'],
    ['1mo', '2592000'],
    ['1w', '604800'],
    ['1y', '31536000'],
    ['90', '7776000'],
    ['1.5h', '5400'],
    ['1w2d', '777600'],
    ['never', 'never'],
  ];
  for (const [typed, value] of good) {
    it(`reads ${typed} as ${value}`, async () => {
      const parsed = await parse(typed);
      assert('value' in parsed);
      assert.equal(parsed.value, value);
    });
  }
  for (const typed of ['2d1w', '-1', '5M', '', '0', '1.2.3', 'Never', '200y', '5 parsecs']) {
    it(`refuses “${typed}” with a reason`, async () => {
      const parsed = await parse(typed);
      assert('message' in parsed);
      assert.equal(parsed.severity, 'error');
    });
  }
});

describe('the rights step', () => {
  it('offers everything, roles and triplets', async () => {
    assert.deepEqual(await valuesOf(fieldOf(await alice(), 'rights', 'choice')), [
      'everything',
      'roles',
      'claims',
    ]);
  });
  it('says that a role is no wall, and that servers differ', async () => {
    const choices = await fieldOf(await alice(), 'rights', 'choice').choices(
      {},
      never,
      unconnected,
    );
    assert.match(choices[1]?.detail ?? '', /mistakes, not attacks/);
    assert.match(choices[2]?.detail ?? '', /Servers differ/);
  });
});

describe('the roles step', () => {
  it('offers own roles and those one of them contains, each with what it allows', async () => {
    const field = fieldOf(await alice(), 'roles', 'choice');
    assert.deepEqual(await valuesOf(field), ['discovery', 'inventory', 'operator', 'readonly']);
    const choices = await field.choices({}, never, unconnected);
    assert.match(
      choices.find(({ value }) => value === 'operator')?.description ?? '',
      /role of alice/,
    );
    assert.match(
      choices.find(({ value }) => value === 'readonly')?.detail ?? '',
      /may get and list/,
    );
  });
  it('refuses none, which would be everything', async () => {
    const field = fieldOf(await alice(), 'roles', 'choice');
    assert.equal(field.check?.([], {})?.severity, 'error');
    assert.equal(field.check(['readonly'], {}), undefined);
  });
  it('keeps a role that the user lacks in sight, and says that it would be dropped', async () => {
    const field = fieldOf(await alice(), 'roles', 'choice');
    const values = { rights: 'roles', roles: ['superuser'] };
    assert((await valuesOf(field, values)).includes('superuser'));
    const remark = field.check?.(['superuser'], values);
    assert.equal(remark?.severity, 'error');
    assert.match(remark.message, /No role of alice contains superuser/);
  });
});

describe('the triplets step', () => {
  const claims = async (): Promise<RowsField> => fieldOf(await alice(), 'claims', 'rows');

  it('builds scopes and actions from the server’s own catalog', async () => {
    const { fields } = await claims();
    const scopes = await valuesOf(fieldOf({ fields }, 'scopes', 'choice'));
    assert.equal(scopes[0], '*');
    assert(scopes.includes('machines') && scopes.includes('system'));
    const actions = await valuesOf(fieldOf({ fields }, 'actions', 'choice'), { scopes: ['info'] });
    assert.deepEqual(actions.slice(0, 2), ['*', 'get']);
  });
  it('does without when the server does not tell', async () => {
    bench.drp.settings.passive = true;
    const { fields } = await claims();
    bench.drp.settings.passive = false;
    assert((await valuesOf(fieldOf({ fields }, 'scopes', 'choice'))).includes('machines'));
  });
  it('writes what it reads, typed names included', async () => {
    const { write, read } = await claims();
    for (const row of [
      'machines,profiles get,list *',
      '* * *',
      'nonsense,machines get,update:/A u1,u 2',
    ]) {
      assert.deepEqual(new Set(write(read(row)).split(/[ ,]/)), new Set(row.split(/[ ,]/)));
    }
  });
  it('judges in the fields of a triplet', async () => {
    const { fields } = await claims();
    const scopes = fieldOf({ fields }, 'scopes', 'choice');
    assert.equal(scopes.check?.([], {})?.severity, 'error');
    assert.equal(scopes.check(['*', 'machines'], {})?.severity, 'error');
    assert.equal(scopes.check(['machines', 'profiles'], {}), undefined);
    const typed = fieldOf({ fields }, 'otherScopes', 'text');
    assert.match(typed.check?.('nonsense', {})?.message ?? '', /knows no scope nonsense/);
    assert.equal(typed.check?.('two words', {})?.severity, 'error');
    const specific = fieldOf({ fields }, 'specific', 'text');
    assert.equal(specific.optional, undefined, 'an empty specific is refused by the wizard');
    assert.match(specific.check?.('u1', { actions: ['list'] })?.message ?? '', /come back empty/);
    assert.equal(specific.check?.('u1', { actions: ['get'] }), undefined);
  });
  it('describes each in a sentence with its traps', async () => {
    const { describe: tell } = await claims();
    assert.equal(tell('machines get,list *', {}).sentence, 'may get and list every machine');
    assert.deepEqual(tell('machines get,list *', {}).remarks, []);
    assert.match(
      tell('bootenvs get *', {})
        .remarks.map(({ message }) => message)
        .join(),
      /does not have/,
    );
    assert.equal(tell('rubbish', {}).remarks[0]?.severity, 'error');
  });
  it('judges all of them together', async () => {
    const { check } = await claims();
    assert(check);
    assert.equal(check([], {})?.severity, 'error');
    // What roles leave to every token is said whether or not they are needed.
    for (const other of ['machines list *', 'profiles list *']) {
      const said = check(['machines get *', other], {});
      assert.equal(said?.severity, 'warning');
      assert.match(said.message, /always change its user’s password/);
    }
    bench.drp.settings.license = 'none';
    const without = await claims();
    bench.drp.settings.license = 'rbac';
    assert.equal(without.check?.(['machines get *', 'profiles list *'], {})?.severity, 'error');
  });
  it('takes 200 that can be joined, and sends 200 that cannot through a role', async () => {
    const { check } = await claims();
    const joinable = Array.from({ length: 200 }, (_, index) => `machines get host-${index}`);
    assert.doesNotMatch(check?.(joinable, {})?.message ?? '', /will go through/);
    const others = joinable.map((row, index) =>
      index % 2 === 0 ? row : row.replace('get', 'list'),
    );
    assert.match(check?.(others, {})?.message ?? '', /will go through a role/);
  });
});

describe('how triplets reach the token', () => {
  const ask = async (claims: readonly string[]) => {
    const field = fieldOf(await alice(), 'via', 'choice');
    const values = { rights: 'claims', claims };
    return {
      isAsked: field.when?.(values),
      choices: await field.choices(values, never, unconnected),
    };
  };
  it('through a role, or directly when one triplet says it all', async () => {
    const { isAsked, choices } = await ask(['machines get *']);
    assert.equal(isAsked, true);
    assert.deepEqual(
      choices.map(({ value }) => value),
      ['role', 'direct'],
    );
  });
  it('through a role only, when they cannot be joined', async () => {
    const { choices } = await ask(['machines get *', 'profiles list *']);
    assert.deepEqual(
      choices.map(({ value }) => value),
      ['role'],
    );
  });
  it('says when the server would drop the role', async () => {
    const { choices } = await ask(['bootenvs get *']);
    assert.match(choices[0]?.description ?? '', /would drop it/);
  });
  it('is not asked where no role can be made', async () => {
    bench.drp.settings.license = 'none';
    const { isAsked } = await ask(['machines get *']);
    bench.drp.settings.license = 'rbac';
    assert.equal(isAsked, false);
  });
  it('wants a name that is free', async () => {
    const field = fieldOf(await alice(), 'roleName', 'text');
    assert.equal(field.check?.('readonly', {})?.severity, 'error');
    assert.equal(field.check('1 role', {})?.severity, 'error');
    assert.equal(field.check(field.initial?.({}) ?? '', {}), undefined);
    bench.drp.world.addRole('alice-narrow', ['machines get *']);
    const again = fieldOf(await alice(), 'roleName', 'text');
    const same = { claims: ['machines get *'] };
    assert.equal(again.initial?.({ claims: ['profiles get *'] }), 'alice-narrow-2');
    assert.equal(again.initial(same), 'alice-narrow');
    assert.equal(again.check?.('alice-narrow', same)?.severity, 'info');
    bench.drp.world.roles.delete('alice-narrow');
  });
});

describe('presets', () => {
  const presets = async () => {
    const found = fieldOf(await alice(), 'rights', 'choice').presets;
    assert(found);
    return found;
  };
  it('fill nothing but rights and lifetime: they cannot redirect an account', async () => {
    assert.deepEqual((await presets()).fields, ['rights', 'roles', 'claims', 'lifetime']);
  });
  it('are described, and refused with a reason when they say nothing that can be asked', async () => {
    const { check, describe: tell } = await presets();
    const good = { rights: 'claims', claims: ['machines get *', 'profiles list *'] };
    assert.equal(check(good), undefined);
    assert.equal(tell(good), 'may get every machine; may list every profile');
    assert.equal(tell({ rights: 'roles', roles: ['a', 'b'] }), 'roles a and b');
    for (const bad of [
      {},
      { rights: 'all' },
      { rights: 'roles' },
      { rights: 'claims', claims: ['x'] },
    ]) {
      assert.equal(typeof check(bad), 'string');
    }
  });
});

describe('a pasted command', () => {
  const read = (line: string) => readCommand('alice', line);
  const values = (line: string) => {
    const found = read(line);
    assert('values' in found, JSON.stringify(found));
    return found;
  };

  it('fills the wizard', () => {
    assert.deepEqual(
      values('drpcli users token alice ttl 1mo scope machines action get,list specific "*"'),
      {
        values: { rights: 'claims', claims: ['machines get,list *'], lifetime: '2592000' },
      },
    );
    assert.deepEqual(values('$ drpcli users token alice ttl never').values, {
      rights: 'everything',
      lifetime: 'never',
    });
    assert.deepEqual(values('drpcli -E https://h:8092 users token alice role a role b').values, {
      rights: 'roles',
      roles: ['a', 'b'],
    });
  });
  it('is read back from what Copy Token As gives', async () => {
    const registry = bench.registry();
    const record = {
      id: 'account-1/x',
      accountId: 'account-1',
      type: 'user',
      label: '',
      subject: 'alice',
      scope: ['scope machines action get specific a b@x', 'granted: narrowed'],
      issuedAt: 0,
      lifetime: { kind: 'until', at: 60_000 } as const,
      path: [],
    };
    const [form] = registry.copyForms(record);
    assert(form);
    const line = form.build({
      token: (await bench.connection().signIn())['password'] ?? assert.fail(),
    });
    assert.deepEqual(values(line).values, {
      rights: 'claims',
      claims: ['machines get a b@x'],
      lifetime: '60',
    });
  });
  it('takes several triplets, and says that drpcli would send the last', () => {
    const { values: found, remark } = values(
      'drpcli users token alice scope a action b specific c scope d action e specific f',
    );
    assert.deepEqual(found['claims'], ['a b c', 'd e f']);
    assert.match(remark?.message ?? '', /only the last/);
  });
  it('leaves credentials alone, and says whom it is for', () => {
    const line = 'drpcli -U root -P hunter2 -T tok users token bob ttl 60';
    const { values: found, remark } = values(line);
    assert.equal(JSON.stringify([found, remark]).includes('hunter2'), false);
    assert.match(
      remark?.message ?? '',
      /is for bob; the token will be for alice\. The credentials/,
    );
  });
  it('fills parts that are left out by wildcards', () => {
    assert.deepEqual(values('drpcli users token alice scope machines').values['claims'], [
      'machines * *',
    ]);
  });
  const bad: readonly (readonly [string, RegExp])[] = [
    ['kubectl get pods', /not a command/],
    ['drpcli users list', /not a command/],
    ['drpcli users token', /names no user/],
    ['drpcli users token alice ttl', /no value/],
    ['drpcli users token alice ttl 1w2d', /combined/],
    ['drpcli users token alice specific ""', /is empty/],
    ['drpcli users token alice colour red', /none of ttl/],
    ['drpcli users token "alice', /not closed/],
  ];
  for (const [line, reason] of bad) {
    it(`is refused: ${line}`, () => {
      const found = read(line);
      assert('message' in found);
      assert.match(found.message, reason);
    });
  }
});
