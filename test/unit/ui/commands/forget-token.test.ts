import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf, row } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { forgetToken } = await import('../../../../src/ui/commands/forget.ts');

describe('forgetting tokens of rows that are selected together', () => {
  beforeEach(() => person.reset());

  it('counts a token once, however many rows stand for it', async () => {
    const { services, node } = await openDesk(registryOf({}));
    const [ci, cd] = [issued('a1/ci'), issued('a1/cd')];
    for (const one of [ci, cd]) await services.vault.tokens.keep(one);
    const robot = node(row('ci', { token: ci.record }));
    const below = node(row('Robot token', { path: ['ci', 'token'], token: ci.record }));
    const other = node(row('cd', { token: cd.record }));
    person.reset('Keep');
    await forgetToken(robot, [robot, below], services);
    assert.match(person.seen[0] ?? '', /^question: Forget the token of ci\? /);
    person.reset('Forget');
    await forgetToken(robot, [robot, below, other], services);
    assert.match(person.seen[0] ?? '', /^question: Forget 2 tokens\? /);
    assert.deepEqual(services.vault.tokens.list(), []);
  });
});
