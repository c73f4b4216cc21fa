import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import type { Packages } from '../../../../src/registries/contract/registry.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf, row } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { editor } = await import('../fakes/vscode.ts');
const { setUpTool } = await import('../../../../src/ui/commands/set-up-tool.ts');
const { forgetAll } = await import('../../../../src/ui/commands/forget.ts');
const { runAction } = await import('../../../../src/ui/actions/run-action.ts');
const { placesOf } = await import('../../../../src/ui/delivery/places.ts');

const secret = 'not-a-real-secret-4715';
const newer = 'not-a-real-secret-4716';
const record = { ...issued('a1/ci').record, label: 'ci', loginName: 'svc/ci' };
const token: IssuedToken = { record, secrets: { token: new Secret(secret) } };
const ci = row('ci', { type: 'robot', can: ['regenerate', 'revoke'], token: record });
const key = '//acme.example.com/npm/web/:_authToken=';
const time = /\w{3} \d{4}-\d\d-\d\d [\d:]+ \S+/g;

const packages: Packages = {
  formats: ['npm', 'go'],
  repositories: (format) =>
    Promise.resolve(
      format === 'npm'
        ? [
            {
              name: 'web',
              format,
              url: 'https://acme.example.com/npm/web',
              description: 'virtual',
            },
            { name: 'own', format, url: 'https://acme.example.com/npm/own', description: 'local' },
          ]
        : [],
    ),
};

describe('setting a tool up with a token', () => {
  let home = '';
  const { HOME: before = '' } = process.env;
  beforeEach(async () => {
    person.reset();
    editor.terminals.length = 0;
    home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
    Object.assign(process.env, {
      HOME: home,
      NPM_CONFIG_USERCONFIG: '',
      npm_config_userconfig: '',
    });
  });
  afterEach(async () => {
    await rm(home, { recursive: true, force: true });
    Object.assign(process.env, { HOME: before });
    const seen = JSON.stringify([person.seen, person.log, editor.terminals]);
    assert.ok(!seen.includes(secret) && !seen.includes(newer), 'a secret was shown');
  });

  const file = () => path.join(home, '.npmrc');
  const read = () => readFile(file(), 'utf8');
  const deskOf = async () => {
    const regenerate = {
      run: () => {
        const secrets = { token: new Secret(newer) };
        return Promise.resolve({ message: 'Done.', changed: [], issued: { record, secrets } });
      },
    };
    const revoke = {
      consequence: () => ({ message: 'Sure?', detail: 'It ends.' }),
      run: () => Promise.resolve({ message: 'Gone.', changed: [], ended: [record.id] }),
    };
    const registry = registryOf({ packages, actions: { regenerate, revoke } });
    const desk = await openDesk(registry, { kind: 'jfrog' });
    await desk.services.vault.tokens.keep(token);
    return { services: desk.services, node: desk.node(ci) };
  };
  const setUpNpm = async () => {
    const desk = await deskOf();
    person.plans('npm, pnpm and Yarn 1', 'web', 'In the tool’s own file', 'Set Up');
    await setUpTool(desk.node, desk.services);
    return desk;
  };
  const seen = () =>
    person.seen.map((line) => line.replaceAll(home, '~').replaceAll(time, '<time>'));
  const heard = async (text: string) => {
    while (!seen().join('\n').includes(text)) await settled();
  };

  it('says before it is done which file will hold the token, and remembers it', async () => {
    await writeFile(file(), 'registry=https://old.example.com/\nfund=false\n', { mode: 0o644 });
    const { services } = await setUpNpm();
    assert.equal(
      seen().find((line) => line.startsWith('question:')),
      [
        'question: Set up npm, pnpm and Yarn 1 for web? / • ~/.npmrc: holds the token afterwards; only you can read it (mode 0600). Replaced there: registry.',
        'When ci is refreshed or replaced here, the new token is written there without a question, unless another login stands there by then.',
        'They get packages from web then, unless a project, a scope or a lockfile names another address. / [Set Up]',
      ].join('\n\n'),
    );
    assert.equal(
      await read(),
      `registry=https://acme.example.com/npm/web/\nfund=false\n${key}${secret}\n`,
    );
    assert.equal((await stat(file())).mode & 0o777, 0o600);
    assert.deepEqual(
      (await placesOf([record], services)).map((phrase) =>
        phrase.replace(home, '~').replaceAll(time, '<time>'),
      ),
      ['login for acme.example.com/npm/web in ~/.npmrc <time>'],
    );
  });

  it('writes nothing without a yes', async () => {
    const { services, node } = await deskOf();
    person.plans('npm, pnpm and Yarn 1', 'web', 'In the tool’s own file');
    await setUpTool(node, services);
    await assert.rejects(read(), { code: 'ENOENT' });
    assert.deepEqual(await placesOf([record], services), []);
  });

  it('says so where the registry has no repository for the tool', async () => {
    const { services, node } = await deskOf();
    person.plans('Go');
    await setUpTool(node, services);
    assert.match(seen().join('\n'), /shows you no repository for Go\./);
  });

  it('writes the new token there without a question, time after time', async () => {
    const { services, node } = await setUpNpm();
    person.reset();
    await runAction('regenerate', node, services);
    await heard('has the new token of ci');
    assert.match(await read(), new RegExp(`${key}${newer}`));
    assert.ok(!seen().join('\n').includes('Update…'));
    person.reset();
    await writeFile(file(), (await read()).replace('registry=', 'fund=false\nregistry='));
    await services.vault.tokens.keep(token);
    await writeFile(file(), (await read()).replace(newer, secret));
    await runAction('regenerate', node, services);
    await heard('has the new token of ci');
    assert.match(await read(), new RegExp(newer));
  });

  it('asks first where somebody else has written a login there', async () => {
    const { services, node } = await setUpNpm();
    await writeFile(file(), (await read()).replace(secret, 'theirs'));
    person.reset();
    await runAction('regenerate', node, services);
    await heard('1 place may need the new token of ci.');
    assert.match(await read(), /theirs/);
  });

  it('offers to take the token out when it has ended', async () => {
    const { services, node } = await setUpNpm();
    person.reset();
    person.plans('Revoke', 'Remove…', 'Remove');
    await runAction('revoke', node, services);
    await heard('1 of 1 logins were removed from their files.');
    assert.equal(await read(), 'registry=https://acme.example.com/npm/web/\n');
  });

  it('offers it, too, when everything is forgotten', async () => {
    const { services } = await setUpNpm();
    person.reset();
    person.plans('Forget All', 'Remove…', 'Remove');
    await forgetAll(services);
    assert.equal(await read(), 'registry=https://acme.example.com/npm/web/\n');
    assert.deepEqual(await placesOf([record], services), []);
  });

  it('leaves the token in a terminal where that is wanted', async () => {
    const { services, node } = await deskOf();
    const given: unknown[] = [];
    const runs = {
      program: '/bin/registry-tokens',
      ticket: (variables: ReadonlyMap<string, Secret | string>) => {
        given.push([...variables].map(([name, value]) => [name, value instanceof Secret]));
        return 'ticket';
      },
      terminals: { add: () => undefined },
    };
    Object.assign(services, { runs: { get: () => Promise.resolve(runs) } });
    person.plans('npm, pnpm and Yarn 1', 'web', 'Only in a new terminal', 'Set Up');
    await setUpTool(node, services);
    assert.deepEqual(given, [[['REGISTRY_WEB_TOKEN', true]]]);
    assert.equal(
      await read(),
      `registry=https://acme.example.com/npm/web/\n${key}\${REGISTRY_WEB_TOKEN}\n`,
    );
    assert.equal(editor.terminals.length, 1);
  });
});
