import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseYaml } from '../../../../src/net/kube/kubeconfig/yaml.ts';

describe('the YAML of a kubeconfig', () => {
  it('is read as kubectl reads it: merge keys are followed, dates are texts', () => {
    assert.deepEqual(parseYaml('a: &a {k: 1}\nb: {<<: *a, z: 2}'), {
      a: { k: 1 },
      b: { k: 1, z: 2 },
    });
    assert.deepEqual(parseYaml('at: 2026-01-01'), { at: '2026-01-01' });
    assert.deepEqual(parseYaml('{"a": [1, true, null]}'), { a: [1, true, null] });
  });

  it('may be without any content', () => {
    assert.deepEqual([parseYaml(''), parseYaml('# nothing yet\n')], [undefined, undefined]);
  });

  it('is one document, without keys twice and without tags of its own', () => {
    for (const text of ['a: 1\n---\nb: 2', 'a: 1\na: 2', 'a: !!js/function x', 'a: [']) {
      assert.throws(() => parseYaml(text));
    }
  });
});
