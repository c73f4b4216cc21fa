import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { frozenClock } from '../../../sandbox/clock.ts';
import { now, nowSeconds, signature, token } from '../../jwt/tokens.ts';
import { person } from '../fakes/editor.ts';
import { openDesk, registryOf } from '../fakes/desk.ts';

const vscode = await import('vscode');
const { copyAt } = await import('../../../../src/ui/commands/copy-at.ts');
const { lensTitle, nextTitle } = await import('../../../../src/ui/editors/lens-title.ts');
const { TokenLenses } = await import('../../../../src/ui/editors/lenses.ts');
const { readTokenText } = await import('../../../../src/ui/inspector/read-token.ts');
const { LifeTimer } = await import('../../../../src/ui/watch/life-timer.ts');

const hour = 3600;
const day = 24 * hour;
const claims = (more: object) => ({ sub: 'user-7', ...more });
const titleOf = async (text: string, at = now) => lensTitle(text, await readTokenText(text), at);

describe('the lens above a token', () => {
  it('says how it stands, and whose it is', async () => {
    const titles = [
      [token(claims({ exp: nowSeconds - 2 * hour })), 'expired 2 h ago · user-7'],
      [token(claims({ exp: nowSeconds + 6 * day })), '6 d left · user-7'],
      [token(claims({})), 'no expiry · user-7'],
      [token(claims({}), { alg: 'none' }, ''), 'unsigned (alg none) · user-7'],
      [token(claims({ nbf: nowSeconds + day })), 'valid from tomorrow · user-7'],
      [token(claims({ nbf: nowSeconds + 9 * day })), 'valid in 9 d · user-7'],
      [token(claims({ nbf: nowSeconds + hour })), 'valid in 60 min · user-7'],
      [token(claims({ exp: 'soon' })), 'end unclear · user-7'],
    ] as const;
    for (const [text, title] of titles) assert.equal(await titleOf(text), title);
  });

  it('names the character of the whole token that cannot be read, or where it is cut off', async () => {
    const whole = token(claims({}));
    const shortened = `${whole.slice(0, 131)}…`;
    assert.equal(await titleOf(shortened), 'broken at character 132');
    const [header = '', body = ''] = whole.split('.');
    const cut = `${header}.${body.slice(0, 5)}.${signature}`;
    assert.equal(await titleOf(cut), `broken at character ${header.length + 6}`);
  });

  it('changes when another word is due, midnight before a first day included', async () => {
    for (const more of [{ exp: nowSeconds + 2 * hour }, { nbf: nowSeconds + day }]) {
      const text = token(claims(more));
      const { decoded } = await readTokenText(text);
      let at = now;
      for (let step = 0; step < 40; step += 1) {
        const before = await titleOf(text, at);
        const next = nextTitle(decoded, at) ?? Infinity;
        assert.equal(await titleOf(text, next - 1), before);
        at = next;
      }
      assert.ok(at > now);
    }
  });

  it('is asked for again at that moment, while its document can be seen', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const text = `A=${token(claims({ exp: nowSeconds + 150 }))}`;
    const document = documentOf(text);
    const clock = frozenClock(now);
    const lives = new LifeTimer(clock);
    const lenses = new TokenLenses(clock, () => lives.aim());
    lives.show(lenses);
    let asked = 0;
    lenses.onDidChangeCodeLenses(() => (asked += 1));
    const shown = await lenses.provideCodeLenses(document as never, {} as never);
    const commands = shown.map(({ command }) => command);
    assert.deepEqual(
      commands.map((command) => [command?.title, command?.command]),
      [
        ['$(key) 3 min left · user-7', 'registryTokens.inspectAt'],
        ['Inspect', 'registryTokens.inspectAt'],
        ['Copy', 'registryTokens.copyAt'],
        ['Compare', 'registryTokens.compareTokens'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(commands), /eyJ/);
    const pass = (milliseconds: number) => {
      clock.advance(milliseconds);
      mock.timers.tick(milliseconds);
      return asked;
    };
    assert.equal(pass(60_000), 0, 'nobody sees it');
    const editors = vscode.window.visibleTextEditors as unknown[];
    editors.push({ document });
    lives.update();
    assert.equal(asked, 1);
    await lenses.provideCodeLenses(document as never, {} as never);
    assert.equal(pass(1_000), 2);
    editors.pop();
    lives.dispose();
    mock.timers.reset();
  });

  it('leads to the token itself, which its link does not hold', async () => {
    const { services } = await openDesk(registryOf({}));
    person.reset();
    await copyAt({ uri: 'gone', line: 0, character: 2 }, services);
    await copyAt('nonsense', services);
    assert.deepEqual(person.seen, ['brief: The token is no longer there']);
    assert.equal(person.clipboard, '');
    const jwt = token(claims({}));
    const documents = vscode.workspace.textDocuments as unknown[];
    documents.push(documentOf(`A=${jwt}`));
    await copyAt({ uri: 'file:///one', line: 0, character: 2 }, services);
    documents.pop();
    assert.equal(person.clipboard, jwt);
    assert.match(person.seen.at(-1) ?? '', /^brief: Token copied, cleared in 60 s$/);
    assert.doesNotMatch(person.seen.join(), /eyJ/);
  });
});

/** A document of one line. */
const documentOf = (text: string) => ({
  uri: { scheme: 'file', toString: () => 'file:///one' },
  getText: () => text,
  lineCount: 1,
  lineAt: () => ({ text }),
  positionAt: (character: number) => ({ line: 0, character }),
});
