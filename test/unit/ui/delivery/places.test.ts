import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { copied } from '../../../../src/delivery/places/copied.ts';
import { login, loginFacts } from '../../../../src/delivery/places/login.ts';
import type { Services } from '../../../../src/ui/services.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { person } from '../fakes/editor.ts';
import { now, openDesk, registryOf, row } from '../fakes/desk.ts';

const { copyToken } = await import('../../../../src/ui/commands/copy-token.ts');
const { forgetAll } = await import('../../../../src/ui/commands/forget.ts');
const { placesOf } = await import('../../../../src/ui/delivery/places.ts');
const { runAction } = await import('../../../../src/ui/actions/run-action.ts');

const secret = 'not-a-real-secret-4711';
const token = { ...issued('a1/ci'), secrets: { token: new Secret(secret) } };
const { record } = token;
const robot = row('ci', { type: 'robot', can: ['regenerate', 'delete', 'rename'], token: record });
const time = /\w{3} \d{4}-\d\d-\d\d [\d:]+ \S+/g;

const deskOf = () => {
  const question = { message: 'Sure?', detail: 'It ends.' };
  const action = {
    consequence: () => question,
    run: () => Promise.resolve({ message: 'Done.', changed: [], ended: [record.id] }),
  };
  return openDesk(() => registryOf({ actions: { regenerate: action, delete: action } }));
};

const phrases = async (services: Services) =>
  (await placesOf([record], services)).map((phrase) => phrase.replaceAll(time, '<time>'));

describe('where a token is', () => {
  beforeEach(() => person.reset());

  it('is told in its hover once it was copied', async () => {
    const { services, node, tree } = await deskOf();
    await services.vault.tokens.keep(token);
    await copyToken(node(robot), services);
    assert.deepEqual(await phrases(services), ['copied <time>']);
    const hover = await tree.resolveTreeItem(tree.getTreeItem(node(robot)), node(robot), {
      onCancellationRequested: () => ({ dispose: () => undefined }),
    } as never);
    const text = (hover.tooltip as { value: string }).value;
    assert.match(text, /Delivered\\: copied/);
    assert.ok(!text.includes(secret));
  });

  it('is said before it is ended, and forgotten with it', async () => {
    const { services, node } = await deskOf();
    await services.vault.tokens.keep(token);
    const places = await services.places();
    await places.add(login, record.id, loginFacts('Docker', 'quay.example.com'), now);
    await places.add(copied, record.id, { form: 'Netrc' }, now - 1);
    await runAction('delete', node(robot), services);
    assert.deepEqual(
      person.seen.map((line) => line.replaceAll(time, '<time>')),
      [
        'question: Sure? / It ends.\n\nWhere the token went, as far as this extension knows:\n• Docker logged in to quay.example.com <time>\n• copied as Netrc <time> / [Leave As Is | Delete]',
      ],
    );
    person.plans('Delete');
    await runAction('delete', node(robot), services);
    await settled();
    assert.deepEqual(await phrases(services), []);
  });

  it('is forgotten with everything else', async () => {
    const { services } = await deskOf();
    await services.vault.tokens.keep(token);
    await (await services.places()).add(copied, record.id, {}, now);
    person.plans('Forget All');
    await forgetAll(services);
    assert.deepEqual(await phrases(services), []);
  });

  it('does not undo a copy when it cannot be remembered', async () => {
    const { services, node } = await deskOf();
    await services.vault.tokens.keep(token);
    const broken = { ...services, places: () => Promise.reject(new Error('disk full')) };
    await copyToken(node(robot), broken);
    assert.deepEqual(await phrases(services), []);
    assert.deepEqual(person.seen, ['brief: Token of acme+ci copied, cleared in 60 s']);
  });
});
