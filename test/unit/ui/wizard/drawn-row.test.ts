import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageRow } from '../../../../src/ui/wizard/drawn-row.ts';

describe('a message as a row', () => {
  it('stands in one line where it has room', () => {
    const label = 'The registry does not know this user.';
    assert.deepEqual(messageRow('error', label), { icon: 'error', label });
  });

  it('goes on in a second line behind a sentence, a clause or a word that has room', () => {
    const [first, second] = ['It failed. Nothing was sent.', `It says ${'why and '.repeat(9)}so.`];
    assert.deepEqual(messageRow('error', `${first} ${second}`), {
      icon: 'error',
      label: first,
      detail: second,
    });
    const clauses = [
      'It can always change the password of its user,',
      'and issue a token that way.',
    ];
    assert.deepEqual(messageRow('warning', `${clauses.join(' ')} ${second.slice(0, 39)}`), {
      icon: 'warning',
      label: clauses.join(' '),
      detail: second.slice(0, 39),
    });
    assert.equal(messageRow('warning', `${clauses[0]} ${'x'.repeat(60)}`).label, clauses[0]);
    const long = 'word '.repeat(30).trim();
    const { label, detail = '' } = messageRow('error', long);
    assert.equal(`${label} ${detail}`, long);
    assert.ok(label.length > 70 && label.length <= 80);
    assert.deepEqual(messageRow('error', 'x'.repeat(200)).label, 'x'.repeat(200));
  });
});
