import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../src/core/secret.ts';
import { quayClaims, token } from '../jwt/tokens.ts';
import { openDesk, registryOf } from './fakes/desk.ts';
import { person } from './fakes/editor.ts';

const { Inspector } = await import('../../../src/ui/inspector/inspector.ts');

// The other steps follow the accounts and tokens: watch/refreshing.test.ts.
describe('a step of the walkthrough', () => {
  beforeEach(() => person.reset());

  const contexts = () =>
    person.ran
      .filter(([command]) => command === 'setContext')
      .map(([, key, value]) => [key, value]);

  it('is done once a token was copied, and not by a copied name', async () => {
    const { services } = await openDesk(registryOf({}));
    await services.clipboard.copyText('acme+ci');
    assert.deepEqual(contexts(), []);
    await services.clipboard.copySecret(new Secret('not-a-real-secret-4711'));
    assert.deepEqual(contexts(), [['registryTokens.hasCopied', true]]);
  });

  it('is done once a token was decoded, and not by an inspector without one', async () => {
    const { services } = await openDesk(registryOf({}));
    const inspector = new Inspector({
      extensionUri: { fsPath: '/nowhere' } as never,
      files: { script: '', style: '' },
      clock: services.clock,
      lives: services.lives,
      run: () => undefined,
    });
    assert.deepEqual(contexts(), []);
    await inspector.show({ token: new Secret(token(quayClaims)) });
    assert.deepEqual(
      contexts().filter(([key]) => key === 'registryTokens.hasDecoded'),
      [['registryTokens.hasDecoded', true]],
    );
    inspector.dispose();
  });
});
