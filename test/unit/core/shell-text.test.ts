import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../src/core/errors.ts';
import { shells, shellText, shellWord, type Shell } from '../../../src/core/shell-text.ts';
import { isInstalled, paste, recorder, runScript } from './shells.ts';

/** All characters of a class, lone surrogates included. */
const all = (characters: RegExp): string[] =>
  Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter((character) =>
    characters.test(character),
  );
const invisible = all(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
/** Quotes and brackets of all scripts, spaces, and every sign of ASCII. */
const signs = all(/[\p{Pi}\p{Pf}\p{Ps}\p{Pe}\p{Zs}]|[!-/:-@[-`{-~]/u);

/** Names around a sign: by itself, at the beginning, in the middle, at the end, twice. */
const names = signs.flatMap((sign) => [
  sign,
  `${sign}x`,
  `x${sign}y`,
  `x${sign}`,
  `${sign}x${sign}`,
]);
const awkward = [
  '',
  '-',
  '--',
  '-rf',
  '=ls',
  '~root',
  '$(touch run)',
  '`touch run`',
  '${HOME}',
  '!!',
  "'; touch run; '",
  "\\'; touch run; \\'",
  '’; touch run; ’',
  '&& touch run',
  '%PATH%',
  '*',
  '#x',
  'ä日本😀',
];
const words = [...names, ...awkward];

const refusal = (act: () => string): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    assert(error instanceof RegistryError);
    assert.equal(error.code, 'unsupported');
    assert.equal(error.repair, undefined);
    return error.message;
  }
};

/** As many words on a line as a terminal without an editor of its own takes (4,096 bytes). */
const lines = (shell: Shell, list: readonly string[]): string[] => {
  const made: string[] = [];
  for (let at = 0; at < list.length; at += 100) {
    const quoted = list.slice(at, at + 100).map((word) => shellWord(word, shell));
    made.push(`record ${quoted.join(' ')}`);
  }
  return made;
};

describe('a word of a command line', () => {
  it('is refused when anything in it is invisible, for every shell and with the code point', () => {
    assert.ok(invisible.length > 2200);
    for (const [index, character] of invisible.entries()) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const text = `x${character}y`;
      // In turns: the refusal comes before a shell is looked at.
      const shell = shells[index % shells.length] ?? 'posix';
      const act = index % 3 === 0 ? shellText : shellWord;
      assert.ok(refusal(() => act(text, shell))?.includes(`U+${code}`), code);
    }
  });

  it('is refused for cmd.exe where that cannot quote it, and for PowerShell where that drops it', () => {
    for (const sign of '%!"^&|<>') {
      assert.match(refusal(() => shellWord(`x${sign}y`, 'cmd')) ?? '', /% ! " \^ & \| < >/);
      assert.ok(refusal(() => shellText(`x${sign}y`, 'cmd')));
    }
    assert.ok(refusal(() => shellWord('x\\', 'cmd')));
    assert.ok(refusal(() => shellWord('x"y', 'powershell')));
    assert.ok(refusal(() => shellWord('x y\\', 'powershell')));
    assert.equal(shellWord('x (y)', 'cmd'), '"x (y)"');
  });

  it('stays as it is where every shell reads it alike', () => {
    for (const word of ['docker', '--password-stdin', '--username=acme+ci', '-E', 'h:80/a@b.c']) {
      for (const shell of shells) assert.equal(shellWord(word, shell), word);
    }
    assert.equal(shellWord('--username=$app', 'posix'), "'--username=$app'");
  });

  it('is quoted alike for every shell where only its beginning is odd, as in a token', () => {
    for (const word of ['-9_x', '-T.x', '--a_b', '.x', '+x', '-', '--', '-a==']) {
      const texts = new Set(shells.map((shell) => shellWord(word, shell)));
      assert.equal(texts.size, 1, word);
    }
    assert.equal(shellWord('-9_x', 'cmd'), '"-9_x"');
  });

  for (const shell of ['bash', 'dash'] as const) {
    for (const bracketed of shell === 'bash' ? [false, true] : [false]) {
      it(`is one word for ${shell} at a terminal${bracketed ? ', as a bracketed paste' : ''}`, async (context) => {
        if (!(await isInstalled('script', '--version')) || !(await isInstalled(shell, '-c', ':'))) {
          context.skip(`${shell} or util-linux script is not installed`);
          return;
        }
        const record = await recorder();
        try {
          const plain = shell === 'bash' ? 'bash --norc --noprofile -i' : 'dash -i';
          await paste(plain, lines('posix', words), bracketed, record);
          assert.deepEqual(await record.words(), words);
          assert.equal(existsSync(join(record.folder, 'run')), false);
        } finally {
          await record.remove();
        }
      });
    }
  }

  it('would run a command at a terminal if a control character came through', async (context) => {
    if (!(await isInstalled('script', '--version'))) {
      context.skip('util-linux script is not installed');
      return;
    }
    for (const bracketed of [false, true]) {
      const record = await recorder();
      try {
        // The proof of the refusal above: what single quotes alone would make of such a name.
        const line = "record 'x\x1b[201~\x15touch run #'";
        await paste('bash --norc --noprofile -i', [line], bracketed, record);
        assert.equal(existsSync(join(record.folder, 'run')), true);
      } finally {
        await record.remove();
      }
    }
  });

  it('is one word for fish', async (context) => {
    if (!(await isInstalled('fish', '--version'))) {
      context.skip('fish is not installed');
      return;
    }
    const record = await recorder();
    try {
      await runScript('fish', ['--no-config', '-c'], lines('fish', words).join('\n'), record);
      assert.deepEqual(await record.words(), words);
    } finally {
      await record.remove();
    }
  });

  it('is one word for PowerShell', async (context) => {
    if (!(await isInstalled('pwsh', '-Version'))) {
      context.skip('PowerShell is not installed');
      return;
    }
    const record = await recorder();
    try {
      const fit = words.filter(
        (word) => refusal(() => shellWord(word, 'powershell')) === undefined,
      );
      const text = lines('powershell', fit).join('\n');
      await runScript('pwsh', ['-NoProfile', '-NonInteractive', '-Command'], text, record);
      assert.deepEqual(await record.words(), fit);
    } finally {
      await record.remove();
    }
  });
});
