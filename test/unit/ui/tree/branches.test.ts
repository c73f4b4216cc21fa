import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Branches } from '../../../../src/ui/tree/branches.ts';

describe('branches of the tree', () => {
  it('tell which rows are gone, with everything below them', () => {
    const branches = new Branches();
    assert.deepEqual(branches.list('', ['a', 'b']), []);
    branches.list('a', ['a/1', 'a/2']);
    branches.list('a/1', ['a/1/x']);
    assert.deepEqual(branches.list('a', ['a/2', 'a/3']), ['a/1', 'a/1/x']);
    assert.deepEqual(branches.list('', ['b']), ['a', 'a/2', 'a/3']);
    assert.deepEqual([...branches.visible('')], ['b']);
  });

  it('show what lies below closed ones to nobody', () => {
    const branches = new Branches();
    branches.list('', ['a', 'b']);
    branches.list('a', ['a/1']);
    branches.list('a/1', ['a/1/x']);
    branches.close('a/1');
    assert.deepEqual([...branches.visible('')], ['a', 'a/1', 'b']);
    branches.close('a');
    assert.deepEqual([...branches.visible('')], ['a', 'b']);
    branches.open('a');
    branches.open('a/1');
    assert.deepEqual([...branches.visible('a')], ['a/1', 'a/1/x']);
  });
});
