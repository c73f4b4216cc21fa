import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpClient } from '../../../../src/net/http/http.ts';
import { JfrogApi } from '../../../../src/registries/jfrog/client/api.ts';
import { DirectoryClient } from '../../../../src/registries/jfrog/client/directory-client.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { failure } from '../../failure.ts';
import { account } from '../../vault/window.ts';
import { OutsideText } from '../../../../src/core/outside-text.ts';

const { signal } = new AbortController();

describe('a directory in pages', () => {
  /** A server whose page of a number leads to another one. */
  const serving = (next: (page: number) => number | undefined) => {
    const asked: string[] = [];
    const http: HttpClient = {
      send: ({ url }) => {
        asked.push(url);
        const page = Number(new URL(url).searchParams.get('cursor') ?? 0);
        const cursor = next(page)?.toString();
        const body = JSON.stringify({ users: [{ username: `u${page}` }], cursor });
        return Promise.resolve({
          status: 200,
          headers: new Map(),
          body: new OutsideText(body),
          url,
        });
      },
    };
    const api = new JfrogApi({
      account: account('1', { kind: 'jfrog' }),
      http,
      clock: { now: () => 0 },
      signIn: () => Promise.resolve({ token: new Secret('planted') }),
    });
    return { asked, directory: new DirectoryClient(api) };
  };

  it('is read to its end', async () => {
    const { directory } = serving((page) => (page < 49 ? page + 1 : undefined));
    assert.equal((await directory.users(signal))?.length, 50);
  });

  for (const [what, next] of [
    ['never ends', (page: number) => page + 1],
    ['leads back to where it was', (page: number) => (page + 1) % 3],
  ] as const) {
    it(`is given up with a sentence when it ${what}`, async () => {
      const { asked, directory } = serving(next);
      const { message } = await failure(directory.users(signal), 'protocol');
      assert.match(message, /page after page of a list, and never with the last one/);
      assert.ok(asked.length <= 200);
    });
  }
});
