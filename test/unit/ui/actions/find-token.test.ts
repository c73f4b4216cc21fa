import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { account, issued } from '../../vault/window.ts';
import { enter, escape, person } from '../fakes/editor.ts';
import { openDesk, pages, registryOf, row, type Desk } from '../fakes/desk.ts';

const { copyToken } = await import('../../../../src/ui/commands/copy-token.ts');
const { copyTokenAs } = await import('../../../../src/ui/commands/copy-token-as.ts');
const { decodeToken } = await import('../../../../src/ui/commands/decode-token.ts');
const { dockerLogin } = await import('../../../../src/ui/commands/docker-login.ts');
const { goToToken } = await import('../../../../src/ui/commands/go-to-token.ts');
const { verifyToken } = await import('../../../../src/ui/commands/verify-token.ts');
const { setActive } = await import('../../../../src/ui/commands/active.ts');
const { settle } = await import('../../../../src/ui/actions/settle.ts');
const { forgetAll } = await import('../../../../src/ui/commands/forget.ts');

/** A robot whose token the registry tells. */
function robot(name: string): Item {
  const { record } = issued(`a1/${name}`);
  const path = ['acme', name];
  return row(name, {
    path,
    type: 'robot',
    token: { ...record, label: `acme+${name}`, subject: `acme+${name}`, path },
    can: ['fetch'],
  });
}

/** A registry with robots in one namespace, and how often it was asked for what. */
class Robots {
  names: readonly string[] = ['ci', 'deploy'];
  failure: RegistryError | undefined;
  readonly asked: string[] = [];

  readonly registry = (): Registry =>
    registryOf({
      roots: () => {
        this.asked.push('roots');
        if (this.failure !== undefined) throw this.failure;
        return pages([
          row('acme', { within: ['fetch'] }),
          row('notes'),
          row('hidden', { within: ['fetch'] }),
        ]);
      },
      children: ({ label }) => {
        this.asked.push(label);
        if (label === 'hidden') throw new RegistryError('forbidden', 'Not yours.');
        return pages(this.names.map(robot));
      },
      fetch: ({ token, label }) => {
        if (token === undefined) return Promise.reject(new Error('no token'));
        return Promise.resolve({ ...issued(token.id, `the secret of ${label}`), record: token });
      },
    });
}

const rows = () => person.list.map(({ label }) => label);

let robots: Robots;
let desk: Desk;
beforeEach(async () => {
  robots = new Robots();
  desk = await openDesk(() => robots.registry());
  person.reset();
});

describe('finding a token', () => {
  it('begins with the active one, then those used last, then those held; asks nobody', async () => {
    const { services, window } = desk;
    for (const id of ['one', 'two', 'three']) {
      const token = issued(`a1/${id}`, `the secret of ${id}`);
      await window.vault.tokens.keep({ ...token, record: { ...token.record, label: id } });
    }
    person.reset('three');
    await copyToken(undefined, services);
    await window.vault.active.set('a1/two');
    person.reset();
    await copyToken(undefined, services);
    assert.deepEqual(rows(), ['two', 'three', 'one']);
    assert.deepEqual(robots.asked, []);
    await services.clipboard.close();
  });

  it('searches every account from the first letter on, and asks each once', async () => {
    person.plans({ searches: 'dep' }, { searches: 'deploy' }, 'acme+deploy');
    await copyToken(undefined, desk.services);
    assert.deepEqual(robots.asked.toSorted(), ['acme', 'hidden', 'roots']);
    assert.equal(person.clipboard, 'the secret of deploy');
    await desk.services.clipboard.close();
  });

  it('has what was copied on top the next time: one Enter copies it again', async () => {
    person.plans({ searches: 'dep' }, 'acme+deploy');
    await copyToken(undefined, desk.services);
    robots.asked.splice(0);
    person.reset(enter);
    await copyToken(undefined, desk.services);
    assert.equal(person.clipboard, 'the secret of deploy');
    assert.deepEqual(robots.asked, []);
    await desk.services.clipboard.close();
  });

  it('is the same for every command that is about a token', async () => {
    const { services, window } = desk;
    const one = issued('a1/one');
    const login = { registryHost: 'quay.example', loginName: 'one' };
    await window.vault.tokens.keep({ ...one, record: { ...one.record, label: 'one', ...login } });
    for (const [title, command] of [
      ['Copy Token', copyToken],
      ['Copy Token As', copyTokenAs],
      ['Decode Token', decodeToken],
      ['Verify Token with Registry', verifyToken],
      ['Docker Login', dockerLogin],
      ['Set Active Token', setActive],
      ['Go to Token', (_row: unknown, of: typeof services) => goToToken(of)],
    ] as const) {
      person.reset({ searches: 'deploy' }, escape);
      await command(undefined, services);
      const list = `pick: ${title} / Type to search in every account / `;
      assert.equal(person.seen[0], `${list}$(key) one`);
      const found = command === dockerLogin ? '' : '$(key) acme+deploy, ';
      assert.equal(person.seen[1], `${list}${found}$(warning) acme`);
    }
  });

  it('has what the tree has before the registry answers, and leaves off when it is left', async () => {
    const { services, tree, account: acme } = desk;
    const [node] = await tree.getChildren();
    const [branch] = await tree.getChildren(node);
    await tree.getChildren(branch);
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<AbortSignal>();
    const silent = registryOf({
      roots: (signal) => {
        isAsked(signal);
        return {
          [Symbol.asyncIterator]: () => ({
            next: () =>
              new Promise((_, reject) => {
                signal.addEventListener('abort', () => reject(new Error('aborted')));
              }),
          }),
        };
      },
    });
    Object.assign(services.sessions, { registry: () => Promise.resolve(silent) });
    person.plans({ searches: 'ci' }, escape);
    await copyToken(undefined, services);
    assert.equal(acme.label, 'acme');
    assert.deepEqual(rows(), ['acme+ci']);
    assert.equal((await asked).aborted, true);
  });

  it('has buttons that copy only where there is something to copy', async () => {
    robots.names = ['ci'];
    const listed = row('far', {
      token: { ...issued('a1/far').record, label: 'far' },
      can: ['verify'],
      within: ['verify'],
    });
    const { services } = desk;
    const registry = registryOf({
      roots: () => pages([listed, robot('ci')]),
    });
    Object.assign(services.sessions, { registry: () => Promise.resolve(registry) });
    person.plans({ searches: 'a' }, escape);
    await goToToken(services);
    const buttons = person.list.map((one) => [
      one.label,
      ((Reflect.get(one, 'buttons') as { tooltip: string }[] | undefined) ?? []).map(
        ({ tooltip }) => tooltip,
      ),
    ]);
    assert.deepEqual(buttons, [
      ['acme+ci', ['Copy Token', 'Copy Token As…', 'Go to Token']],
      ['far', ['Go to Token']],
    ]);
  });

  it('copies in another form, or goes to the row, by a button of what was found', async () => {
    person.plans({ searches: 'dep' }, { row: 'acme+deploy', button: 'Copy Token As…' });
    await copyToken(undefined, desk.services);
    const [command, node] = person.ran.at(-1) ?? [];
    assert.equal(command, 'registryTokens.copyTokenAs');
    assert.equal(Reflect.get(Object(node), 'id'), 'a1/acme/deploy');
    assert.equal(person.clipboard, '');
  });

  it('offers no token again that has ended', async () => {
    person.plans({ searches: 'dep' }, 'acme+deploy');
    await copyToken(undefined, desk.services);
    const outcome = { changed: [], ended: ['a1/deploy'], message: 'deploy was deleted.' };
    await settle(outcome, desk.account, desk.services);
    person.reset();
    await copyToken(undefined, desk.services);
    assert.deepEqual(rows(), []);
    await desk.services.clipboard.close();
  });

  it('says in one row that an account does not answer, and asks for nothing', async () => {
    await desk.window.vault.tokens.keep(issued('a1/kept'));
    robots.failure = new RegistryError('sign-in-expired', 'Signed out.', { repair: 'sign-in' });
    person.plans({ searches: 'acme' });
    await copyToken(undefined, desk.services);
    const [, silent] = person.list;
    assert.deepEqual(
      [silent?.label, silent?.description],
      ['acme', 'Sign-in expired: Signed out.'],
    );
    assert.ok(person.seen.every((line) => line.startsWith('pick:')));
  });

  it('takes nothing for an Enter on what cannot be chosen', async () => {
    robots.failure = new RegistryError('unreachable', 'Nobody answers.');
    person.plans({ searches: 'ci' }, enter, escape);
    await copyToken(undefined, desk.services);
    assert.equal(person.clipboard, '');
    assert.deepEqual(person.left, []);
  });

  it('shows at most a hundred rows of thousands, and how many more there are', async () => {
    robots.names = Array.from({ length: 3000 }, (_, number) => `robot-${number}`);
    person.plans({ searches: 'robot' });
    await copyToken(undefined, desk.services);
    assert.equal(person.list.filter(({ label }) => label.startsWith('acme+')).length, 100);
    assert.ok(rows().at(-1)?.startsWith(`${(2900).toLocaleString()} more`), rows().at(-1));
  });

  it('sends no more than those of hundreds that are held, before anything is typed', async () => {
    const { services } = desk;
    for (let index = 0; index < 130; index++) {
      await services.vault.tokens.keep(issued(`a1/held ${index}`));
    }
    person.plans(escape);
    await copyToken(undefined, services);
    const shown = rows().filter((label) => label.includes('held ') && !label.includes('more'));
    assert.equal(shown.length, 100);
    assert.equal(rows().at(-1), '30 more: keep typing to narrow them down');
  });

  it('reads aloud as words: a name, how long it lives, and where it is', async () => {
    const { services } = desk;
    await services.vault.tokens.keep(issued('a1/nightly'));
    person.plans(escape);
    await copyToken(undefined, services);
    const said = person.list.map(({ label, description }) => `${label} ${description ?? ''}`);
    assert.ok(
      said.some((line) => /^nightly acme\+ci · \d+ \w+ left · acme$/.test(line)),
      said.join('; '),
    );
    for (const line of said) assert.doesNotMatch(line, /\$\(/);
  });

  it('offers to be made active all but the one that is', async () => {
    const { services, window } = desk;
    await window.vault.tokens.keep(issued('a1/one'));
    const other = issued('a1/two');
    await window.vault.tokens.keep({ ...other, record: { ...other.record, label: 'two' } });
    await window.vault.active.set('a1/one');
    await setActive(undefined, services);
    assert.deepEqual(rows(), ['two']);
  });

  it('asks nothing where there is one token and no account to search in', async () => {
    const { services, window } = desk;
    const loose = issued('/one', 'the only one');
    await window.vault.tokens.keep({ ...loose, record: { ...loose.record, accountId: '' } });
    await window.vault.removeAccount('a1');
    await copyToken(undefined, services);
    assert.equal(person.clipboard, 'the only one');
    assert.ok(!person.seen.some((line) => line.startsWith('pick:')));
    await services.clipboard.close();
  });

  it('forgets what was used with all credentials', async () => {
    person.plans({ searches: 'dep' }, 'acme+deploy');
    await copyToken(undefined, desk.services);
    person.reset('Forget All');
    await forgetAll(desk.services);
    await desk.window.vault.addAccount(account('a1', { label: 'acme' }), {});
    person.reset();
    await copyToken(undefined, desk.services);
    assert.deepEqual(rows(), []);
    await desk.services.clipboard.close();
  });
});
