import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { claimMeaning, headerMeaning } from '../../../src/jwt/meanings.ts';
import { tokenLanguages } from '../../../src/ui/inspector/read-token.ts';
import { root } from '../../tools/paths.ts';

/** Every name that the files with meanings write down: as a member, or in quotes. */
const names = new Set(
  ['src/jwt/*meanings.ts', 'src/issuers/*.ts', 'src/registries/*/token-language.ts']
    .flatMap((files) => globSync(files, { cwd: root }))
    .flatMap((file) => readFileSync(path.join(root, file), 'utf8').split('\n'))
    .flatMap((line) => [/^ +(\w+): \(/.exec(line), /'([^' ]+)'/.exec(line)])
    .flatMap((found) => found?.[1] ?? []),
);

describe('what a claim or a member of the header means', () => {
  it('is said with who defined it, whoever that is', async () => {
    const languages = await Promise.all(tokenLanguages.map(({ load }) => load()));
    const asked = [
      claimMeaning,
      headerMeaning,
      ...languages.flatMap(({ meaning, headerMeaning: ofHeader }) => [meaning, ofHeader]),
    ].filter((ask) => ask !== undefined);
    const said = [...names].flatMap((name) => asked.flatMap((ask) => ask(name) ?? []));
    assert.ok(said.length > 240, String(said.length));
    const definer = / \((?:RFC \d{4}(?:, RFC \d{4})*|its issuer|[A-Z][\w’ -]+(?:, RFC \d{4})?)\)$/;
    assert.deepEqual(
      said.filter((text) => !definer.test(text)),
      [],
    );
  });

  it('is said of every member of the header that the standards of tokens define', async () => {
    const languages = await Promise.all(tokenLanguages.map(({ load }) => load()));
    const registered =
      'alg kid typ cty jku jwk x5u x5c x5t x5t#S256 crit b64 enc zip epk apu apv p2s p2c iv tag';
    for (const name of registered.split(' ')) {
      const meanings = [headerMeaning, ...languages.map((spoken) => spoken.headerMeaning)];
      assert.ok(
        meanings.some((ask) => ask?.(name) !== undefined),
        name,
      );
    }
  });
});
