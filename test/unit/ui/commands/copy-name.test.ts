import assert from 'node:assert/strict';
import { it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { Node } from '../../../../src/ui/tree/node.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf, row } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { copyName } = await import('../../../../src/ui/commands/copy-name.ts');

it('every row has a name to copy: that of a login, its own, or what went wrong', async () => {
  const { services, node, account } = await openDesk(registryOf({}));
  const robot = { ...issued('a1/ci').record, loginName: 'acme+ci' };
  const parent: Node = { type: 'account', id: 'a1', account };
  const error = new RegistryError('server', 'It broke.');
  const rows: readonly Node[] = [
    parent,
    node(row('ci', { token: robot })),
    node(row('robots')),
    { type: 'pasted', id: 'pasted' },
    { type: 'error', id: 'a1/+error', error, parent },
  ];
  const copied: string[] = [];
  for (const one of rows) {
    await copyName(one, services);
    copied.push(person.clipboard);
  }
  assert.deepEqual(copied, ['acme', 'acme+ci', 'robots', 'Pasted tokens', 'It broke.']);
});
