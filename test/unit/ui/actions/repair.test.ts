import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { ServerCertificate } from '../../../../src/core/certificate.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import { openDesk, registryOf, type Desk } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';
import type { Answer } from '../fakes/person.ts';

const { attempt } = await import('../../../../src/ui/actions/attempt.ts');

const certificate: ServerCertificate = {
  host: 'quay.example.test',
  reason: 'expired',
  subject: 'CN=quay',
  issuer: 'CN=Acme CA',
  names: [],
  validFrom: 0,
  validTo: 1,
  fingerprint256: '00ff',
  selfSigned: false,
};

describe('work for an account that fails', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(registryOf({}));
  });

  /** Fails once, and gives how often it was tried. */
  const tries = async (error: RegistryError, ...answers: readonly Answer[]): Promise<number> => {
    person.reset(...answers);
    let count = 0;
    await attempt(desk.account, desk.services, () => {
      count += 1;
      return count === 1 ? Promise.reject(error) : Promise.resolve();
    });
    return count;
  };
  const stored = () => desk.window.vault.accounts.get('a1');

  it('is tried again once the certificate is trusted, for this account', async () => {
    const error = new RegistryError('tls', 'It has expired.', { certificate });
    assert.equal(await tries(error, 'Review Certificate', 'Trust This Fingerprint'), 2);
    assert.deepEqual(stored()?.tls, { fingerprint256: '00ff' });
    assert.match(person.seen[0] ?? '', /^error: acme: It has expired\. \/ \[Review Certificate/);
  });

  it('is not tried again when it is not trusted', async () => {
    const error = new RegistryError('tls', 'It has expired.', { certificate });
    assert.equal(await tries(error, 'Review Certificate'), 1);
    assert.equal(stored()?.tls, undefined);
  });

  it('goes back where that is offered, and is not tried again', async () => {
    const goBack = () => Promise.resolve({ message: 'All is as it was.', changed: [] });
    const error = new RegistryError('conflict', 'Half of it was done.', {
      goBack,
      repair: 'retry',
      otherRepair: 'go-back',
    });
    assert.equal(await tries(error, 'Go Back'), 1);
    assert.deepEqual(person.seen, [
      'error: acme: Half of it was done. / [Try Again | Go Back | Show Log]',
      'info: All is as it was. / []',
    ]);
  });

  it('trusts nothing for an account that has gone elsewhere meanwhile', async () => {
    await desk.window.vault.changeAccount({ ...desk.account, url: 'https://other.example' });
    const error = new RegistryError('tls', 'It has expired.', { certificate });
    assert.equal(await tries(error, 'Review Certificate', 'Trust This Fingerprint'), 1);
    assert.equal(stored()?.tls, undefined);
  });

  it('opens the account where that is the repair', async () => {
    const error = new RegistryError('not-found', 'There is no registry.', {
      repair: 'edit-account',
    });
    assert.equal(await tries(error, 'Edit Account'), 1);
    assert.equal(person.ran[0]?.[0], 'registryTokens.editAccount');
  });

  it('is not tried again when nobody signs in', async () => {
    const error = new RegistryError('sign-in-expired', 'Your sign-in has ended.');
    assert.equal(await tries(error, 'Sign In Again'), 1);
    assert.match(person.seen[1] ?? '', /^(pick|text|secret): Sign In Again to acme/);
  });

  it('offers without an account what needs none, and tries again', async () => {
    const failing = async (error: RegistryError, ...answers: readonly Answer[]) => {
      person.reset(...answers);
      let count = 0;
      await attempt(undefined, desk.services, () => {
        count += 1;
        return count === 1 ? Promise.reject(error) : Promise.resolve();
      });
      return count;
    };
    assert.equal(await failing(new RegistryError('timeout', 'No answer.'), 'Try Again'), 2);
    await failing(new RegistryError('sign-in-expired', 'It has ended.'));
    assert.equal(person.seen[0], 'error: It has ended. / [Show Log]');
  });

  it('is told beside the log, which it opens', async () => {
    person.reset('Show Log');
    await attempt(desk.account, desk.services, () =>
      Promise.reject(new RegistryError('not-found', 'It is not there.')),
    );
    assert.equal(person.log.at(-1), '(shown)');
  });

  it('reads the rows again where nobody can look what happened', async () => {
    const tree = await desk.services.view.tree();
    await tree.getChildren();
    const drawn: unknown[] = [];
    tree.onDidChangeTreeData((node) => drawn.push(node));
    assert.equal(await tries(new RegistryError('lost-answer', 'It was lost.'), 'Check Now'), 1);
    assert.equal(drawn.length, 1);
  });
});
