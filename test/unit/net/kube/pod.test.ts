import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPods } from '../../../../src/net/kube/pod.ts';

const pod = (name: unknown, container: unknown = 'c', annotation?: unknown) => ({
  metadata: {
    name,
    annotations: { 'kubectl.kubernetes.io/default-container': annotation },
  },
  spec: { containers: [{ name: container }] },
});

describe('the pods of a list', () => {
  it('have the names that Kubernetes gives, so that none is an option of kubectl', () => {
    const good = ['a', 'rok-0', 'web-7d4b9c-x2x', 'a.b-c.d', 'x'.repeat(253)];
    const bad = [
      ...['', '-x', '--kubeconfig=/tmp/x', 'x-', '.x', 'X', 'a b', 'a/b', 'a\n', 'a\u0000b'],
      ...['x'.repeat(254), 7, null, {}],
    ];
    const read = readPods({ items: [...good, ...bad].map((name) => pod(name)) });
    assert.deepEqual(
      read.map(({ name }) => name),
      good,
    );
    for (const name of bad) {
      const [found] = readPods({ items: [pod('p', name, name)] });
      assert.ok(found);
      assert.deepEqual(found.containers, []);
      assert.equal(found.defaultContainer, undefined);
    }
  });
});
