import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Services } from '../../../../src/ui/services.ts';
import { openDesk, registryOf } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';
import { segment, token } from '../../jwt/tokens.ts';

const { meantPart, readablePart } = await import('../../../../src/ui/inspector/long-text.ts');
const { tokenInClipboard } = await import('../../../../src/ui/inspector/pasted-source.ts');

const jwt = token({ sub: 'far-away' });
/** Places where a token could begin, none of which is one. */
const decoys = (characters: number) => 'eyJhbGciOi. '.repeat(characters / 12);

/** The work is cancelled as soon as it lets others run. */
const cancelling: Services['progress'] = (_title, work) => {
  const abort = new AbortController();
  const working = work(abort.signal);
  abort.abort();
  return working;
};

describe('a long text', () => {
  beforeEach(() => person.reset());

  it('is read as it is, up to half a million characters and beyond ten', async () => {
    const { services } = await openDesk(registryOf({}));
    for (const text of [jwt, decoys(499_992), decoys(10_000_008)]) {
      assert.equal(await readablePart(text, services), text);
    }
  });

  it('gives its first token, with what belongs to it', async () => {
    const { services } = await openDesk(registryOf({}));
    const [head, body, signature = ''] = token(
      { sub: 'x' },
      { alg: 'HS256' },
      'A'.repeat(43),
    ).split('.');
    const inLines = `${head}.${body}.${signature.slice(0, 20)}\n${signature.slice(20)}`;
    const texts = [
      [`${decoys(9_600_000)}${jwt} ${jwt}x`, jwt],
      [`${decoys(600_000)} ghs_123_${jwt}\n`, `ghs_123_${jwt}`],
      [`${inLines}\n\n${decoys(600_000)}`, inLines.replace('\n', '')],
      [`${segment({ alg: 'dir', enc: 'x' })}.a.b ${decoys(600_000)}`, undefined],
    ] as const;
    for (const [text, part] of texts) {
      assert.equal(await readablePart(text, services), part);
    }
  });

  it('is searched no further once that is cancelled', async () => {
    const { services } = await openDesk(registryOf({}));
    const search = readablePart(`${decoys(9_600_000)}${jwt}`, {
      ...services,
      progress: cancelling,
    });
    await assert.rejects(search, { code: 'cancelled' });
  });

  it('without a token is told of where a person pointed at it, and nowhere else', async () => {
    const { services } = await openDesk(registryOf({}));
    person.clipboard = decoys(600_000);
    assert.equal(await tokenInClipboard(services), undefined);
    assert.deepEqual(person.seen, []);
    assert.equal(await meantPart(person.clipboard, services), undefined);
    assert.deepEqual(person.seen, [
      'info: No JWT was found in this text of 600,000 characters. In a text this long nothing else is looked for: select the token itself. / []',
    ]);
  });
});
