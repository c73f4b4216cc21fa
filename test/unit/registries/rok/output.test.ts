import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAccounts } from '../../../../src/registries/rok/client/read-accounts.ts';
import { readCreatedToken } from '../../../../src/registries/rok/client/read-token.ts';
import { formatPairs, formatTable, TABLE_FORMATS } from '../../../sandbox/rok/formats.ts';

const uuid = '4545458c-2050-415a-8af4-e8f6b041238c';
const other = '0a0a0a0a-1111-4222-8333-444444444444';

const variants = (text: string): readonly string[] => [
  text,
  text.replaceAll('\n', '\r\n'),
  text.replace(/\n$/, ''),
  `\n${text}\n\n`,
];

describe('account-list', () => {
  const tables: Readonly<Record<string, string>> = {
    columns: `uuid                                  email             username
------------------------------------  ----------------  --------
${uuid}  jdoe@example.com  jdoe
`,
    bars: `${uuid} | jdoe | Jane Doe\n`,
    box: `+--------------------------------------+-------------------+----------+
| uuid                                 | email             | username |
+--------------------------------------+-------------------+----------+
| ${uuid} | jdoe@example.com  | jdoe     |
+--------------------------------------+-------------------+----------+
`,
    'box without header': `| ${uuid} | jdoe@example.com | jdoe |\n`,
    'other order': `username  uuid                                  email
jdoe      ${uuid}  jdoe@example.com
`,
    'other names': `ID                                    Full name  User  Created
${uuid}  Jane Doe   jdoe  2021-11-16
`,
    'single spaces': `${uuid} jdoe@example.com jdoe active\n`,
    'upper case': `${uuid.toUpperCase()}  jdoe@example.com  jdoe\n`,
    colors: `\u001b[1muuid  email  username\u001b[0m\n\u001b[36m${uuid}  jdoe@example.com  jdoe\u001b[0m\n`,
  };
  for (const [name, text] of Object.entries(tables)) {
    it(`is read in the format ${name}`, () => {
      for (const variant of variants(text)) {
        assert.deepEqual(
          readAccounts(variant).map((account) => [account.uuid, account.userName]),
          [[uuid, 'jdoe']],
          JSON.stringify(variant),
        );
      }
    });
  }

  it('keeps cells that hold spaces, and passes over lines without a UUID', () => {
    const text = `3 accounts
+------+-----------------+--------------+
| uuid | email           | username     |
+------+-----------------+--------------+
| ${uuid} | a@example.com   | Jane Q. Doe  |
| ${other} |                 | zoë          |
+------+-----------------+--------------+
done
`;
    assert.deepEqual(readAccounts(text), [
      { uuid, userName: 'Jane Q. Doe', email: 'a@example.com' },
      { uuid: other, userName: 'zoë', email: '' },
    ]);
  });

  it('finds nothing where nothing is', () => {
    for (const text of ['', '\n', 'uuid  email  username\n', 'Error: no database\n']) {
      assert.deepEqual(readAccounts(text), []);
    }
  });

  it('reads what the sandbox prints in every format', () => {
    const rows = [
      [uuid, 'jdoe@example.com', 'jdoe', 'Jane Doe'],
      [other, 'zoe@example.com', 'zoë', 'Zoë Ångström'],
    ];
    for (const format of TABLE_FORMATS) {
      const shown = format === 'pipes' ? rows.map(([a = '', , c = '', d = '']) => [a, c, d]) : rows;
      const text = formatTable(format, ['uuid', 'email', 'username', 'name'], shown);
      assert.deepEqual(
        readAccounts(text).map(({ userName }) => userName),
        ['jdoe', 'zoë'],
        format,
      );
    }
  });
});

describe('token-create', () => {
  const secret = 'AbCd-_.~+/=0123456789';
  const expires = '2021-11-17T16:33:16.893054+00:00';
  const outputs: Readonly<Record<string, string>> = {
    'no borders': `Token       ${secret}\nExpires at  ${expires}\n`,
    'single spaces': `Token ${secret}\n`,
    bars: `| Token | ${secret} |\n| Expires at | ${expires} |\n`,
    box: `+-------+-------+\n| Field | Value |\n+-------+-------+\n| Token | ${secret} |\n+-------+-------+\n`,
    'with a header': `token                  expires at\n${secret}  ${expires}\n`,
    colors: `\u001b[1mToken\u001b[0m  \u001b[32m${secret}\u001b[0m\n`,
    'after other rows': `uuid   ${uuid}\nToken  ${secret}\nUser   jdoe\n`,
  };
  for (const [name, text] of Object.entries(outputs)) {
    it(`is read in the format ${name}, and never in part`, () => {
      for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
        const found = readCreatedToken(variant);
        assert.equal(found?.token.reveal(), secret, variant);
        // Cut after any byte, it is the whole token or none.
        for (let at = 0; at <= variant.length; at++) {
          const part = readCreatedToken(variant.slice(0, at));
          assert.ok(part === undefined || part.token.reveal() === secret, variant.slice(0, at));
        }
      }
    });
  }

  it('tells the end when the output does', () => {
    const end = Date.parse('2021-11-17T16:33:16.893Z');
    assert.equal(readCreatedToken(outputs['no borders'] ?? '')?.expiresAt, end);
    assert.equal(readCreatedToken(outputs['with a header'] ?? '')?.expiresAt, end);
    assert.equal(readCreatedToken(outputs['single spaces'] ?? '')?.expiresAt, undefined);
  });

  it('finds no token where there is none', () => {
    for (const text of ['', 'Token\n', 'Tokens 3\n', 'Error: Token limit reached for the user\n']) {
      assert.equal(readCreatedToken(text), undefined, text);
    }
  });

  it('reads what the sandbox prints in every format', () => {
    for (const format of TABLE_FORMATS) {
      const text = formatPairs(format, [
        ['Token', secret],
        ['Expires at', expires],
      ]);
      assert.equal(readCreatedToken(text)?.token.reveal(), secret, format);
    }
  });
});
