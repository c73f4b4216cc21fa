import { ADMIN } from '../../../sandbox/drp/fixture.ts';
import { look, never } from '../../../unit/registries/quay/support.ts';
import type { Bench } from '../../../unit/registries/drp/support.ts';
import { issue, issuedOf, revoke, userItem } from '../../../unit/registries/drp/support.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { failure } from '../../../unit/failure.ts';
import type { FaultRule } from '../../../sandbox/http/faults.ts';
import type { Show } from '../scene.ts';
import { everything, triplet, type DrpScene } from './stage.ts';

const asked = [
  'Revoke all tokens of {0}?',
  'DRP cannot revoke a single token. The secret of {0} is replaced, which ends at once every token of {0}, wherever it is used, and every token that {0} issued for others.',
  'The password stays as it is. It cannot be undone.',
];
const lost = 'The answer from {0} was lost: the tokens of {1} may have been revoked or not.';
const revoked = 'All tokens of {0} were revoked.';
const refuses = '{0} refuses the token: {1}';

async function revokeLost(bench: Bench, show: Show, fault: FaultRule): Promise<void> {
  bench.drp.faults.add(fault);
  const error = await failure(revoke(bench.registry(), 'alice'), 'lost-answer');
  await show(error.message);
  await show(look(error));
}

/** Has a full token of alice verified, after something happened to it. */
async function verify(bench: Bench, show: Show, happens: () => unknown): Promise<void> {
  const registry = bench.registry();
  const issued = issuedOf(await issue(registry, 'alice', { ...everything, lifetime: '60' }));
  await happens();
  await show(registry.verify(issued.record, issued.secrets, never));
}

/** Ending the tokens of a user, and asking the server about one. */
export const revoking: readonly DrpScene[] = [
  {
    when: 'before the tokens of another user are ended',
    says: [...asked, 'Your own sign-in ends with it if it was issued by {0}.'],
    play: (bench, show) => show(consequenceOf(bench.registry(), 'revoke', userItem('alice'))),
  },
  {
    when: 'before the own tokens are ended',
    says: [
      ...asked,
      'This is the user you are signed in as: every token you issued with this account ends. A sign-in with a password renews itself; a token has to be replaced by you.',
    ],
    play: (bench, show) => show(consequenceOf(bench.registry(), 'revoke', userItem(ADMIN))),
  },
  {
    when: '200 for a new secret of another user',
    says: [revoked],
    play: (bench, show) => show(revoke(bench.registry(), 'alice')),
  },
  {
    when: '200 for a new secret of the own user',
    says: ['All tokens of {0}, and all that {0} issued for others, were revoked.'],
    play: (bench, show) => show(revoke(bench.registry(), ADMIN)),
  },
  {
    when: 'the secret was replaced, and the answer lost',
    says: [lost, revoked],
    play: (bench, show) => revokeLost(bench, show, { kind: 'cut-after', method: 'PATCH' }),
  },
  {
    when: 'the secret was not replaced, and the answer lost',
    says: [lost, 'The tokens of {0} were not revoked.'],
    play: (bench, show) => revokeLost(bench, show, { kind: 'cut', method: 'PATCH' }),
  },
  {
    when: '409: the secret is another one by now',
    says: [
      'The secret of {0} was changed by somebody else at this moment, which revoked its tokens as well.',
    ],
    play: async (bench, show) => {
      const fault = bench.drp.faults.add({ kind: 'slow', method: 'PATCH' });
      const running = show(revoke(bench.registry(), 'alice'));
      await fault.reached;
      const alice = bench.drp.world.users.get('alice');
      if (alice !== undefined) alice.secret = 'changed-meanwhile';
      fault.release();
      await running;
    },
  },
  {
    when: '403 with the right that is missing, for the secret of another user',
    says: ['Your sign-in may not change the secret of {0}: it lacks the right “{1}”.'],
    play: (bench, show) => show(revoke(bench.registry('alice'), 'bob')),
  },
  {
    when: '404 for a user that is not there, or not to be read',
    says: ['There is no user {0}, or your sign-in may not read it.'],
    play: (bench, show) => show(revoke(bench.registry(), 'nobody')),
  },
  {
    when: 'a token that lives',
    says: ['{0} accepts the token of {1}.'],
    play: (bench, show) => verify(bench, show, () => undefined),
  },
  {
    when: 'a token whose time is over',
    says: [refuses, 'it has expired.'],
    play: async (bench, show) => {
      await verify(bench, show, () => bench.clock.advance(61_000));
      bench.clock.advance(-61_000);
    },
  },
  {
    when: 'a token that the server does not know',
    says: [refuses, 'it has expired, is not of this server, or is not a token at all.'],
    play: (bench, show) => verify(bench, show, () => bench.drp.world.tokens.clear()),
  },
  {
    when: 'a token whose user has a new secret',
    says: [refuses, 'it was revoked by a new secret of {0} or of who issued it.'],
    play: (bench, show) => verify(bench, show, () => revoke(bench.registry(), 'alice')),
  },
  {
    when: '3.8: a token that lacks rights, which answers like a revoked one',
    says: [
      '{0} does not say whether the token of {1} was revoked or only lacks rights: DRP before 3.9 answers both alike.',
    ],
    play: async (bench, show) => {
      bench.drp.settings.version = '3.8.2';
      const registry = bench.registry('alice');
      const issued = issuedOf(await issue(registry, 'alice', triplet('machines get *')));
      await show(registry.verify(issued.record, issued.secrets, never));
    },
  },
  {
    when: '3.7: a new password, which leaves the secret of its user as it is',
    says: [
      'The tokens of {0} were not revoked: you may not replace the secret of a user, and on DRP before 3.8 setting a password does not replace it either.',
    ],
    play: (bench, show) => {
      bench.drp.settings.version = '3.7.3';
      const body = { Type: 'AUTH', Messages: ['Requires: users patch alice'] };
      bench.drp.faults.add({ kind: 'refusal', status: 403, method: 'PATCH', body });
      return show(revoke(bench.registry('alice'), 'alice'));
    },
  },
  {
    when: '403 for the secret of the own user, and for its password',
    says: ['Your sign-in may not set the password of {0}: it lacks the right “{1}”.'],
    play: (bench, show) => {
      const body = { Type: 'AUTH', Messages: ['Requires: users password alice'] };
      const path = '/api/v3/users/alice/password';
      bench.drp.faults.add({ kind: 'refusal', status: 403, method: 'PUT', path, body });
      return show(revoke(bench.registry('alice'), 'alice'));
    },
  },
  {
    when: 'the user is deleted in the middle',
    says: ['There is no user {0}; it may have been deleted.'],
    play: async (bench, show) => {
      bench.drp.world.addUser('carol', ['readonly']);
      const fault = bench.drp.faults.add({ kind: 'slow', method: 'PATCH' });
      const running = show(revoke(bench.registry(), 'carol'));
      await fault.reached;
      bench.drp.world.users.delete('carol');
      fault.release();
      await running;
    },
  },
  {
    when: 'the answer was lost, and the secret is not told by then',
    says: [
      'The answer from {0} was lost: the tokens of {1} may have been revoked or not.',
      'Your sign-in cannot read whether the tokens of {0} were revoked.',
    ],
    play: async (bench, show) => {
      bench.drp.faults.add({ kind: 'cut', method: 'PATCH' });
      const error = await failure(revoke(bench.registry(), 'alice'), 'lost-answer');
      await show(error.message);
      const path = '/api/v3/users/alice';
      bench.drp.faults.add({ kind: 'refusal', status: 200, path, body: { Name: 'alice' } });
      await show(look(error));
    },
  },
];
