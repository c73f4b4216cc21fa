import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  robotNameFault,
  shortNameWithin,
  type Namespace,
} from '../../../../src/registries/quay/rows/names.ts';

const acme: Namespace = { kind: 'organization', name: 'acme' };

describe('name of a robot', () => {
  it('belongs to a namespace by its exact prefix', () => {
    const mine: Namespace = { kind: 'organization', name: 'my_org' };
    assert.equal(shortNameWithin(mine, 'my_org+ci'), 'ci');
    assert.equal(shortNameWithin(mine, 'my-org+ci'), undefined);
    assert.equal(shortNameWithin(mine, 'my_org2+ci'), undefined);
    assert.equal(shortNameWithin(mine, 'my_org'), undefined);
  });

  it('follows the rule of the server', () => {
    for (const good of ['ci', 'a1', '00', 'a.b-c_d', 'x'.repeat(250)]) {
      assert.equal(robotNameFault(acme, good), undefined, good);
    }
    for (const bad of ['', 'a', 'a__b', 'a.', '.a', 'a+b', 'a b', 'ä', 'x'.repeat(251)]) {
      assert.notEqual(robotNameFault(acme, bad), undefined, bad);
    }
  });

  it('is explained when it is wrong', () => {
    assert.equal(robotNameFault(acme, 'Ci'), 'Robot names have no capital letters.');
    assert.equal(robotNameFault(acme, 'c'), 'A robot name has at least 2 characters.');
    assert.equal(
      robotNameFault(acme, 'x'.repeat(251)),
      'At most 250 characters fit, since acme+name may have 255; these are 251.',
    );
  });
});
