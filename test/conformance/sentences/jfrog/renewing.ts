import { Secret } from '../../../../src/core/secret.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import type { FaultRule } from '../../../sandbox/http/faults.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { failure } from '../../../unit/failure.ts';
import {
  look,
  never,
  type Bench,
  type JfrogWindow,
} from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { hour, type JfrogScene } from './stage.ts';

const lost =
  'The sign-in was to be renewed, and no answer from {0} was kept: it may have been renewed or not.';

type Machine = Parameters<Bench['signedIn']>[0];

/** A window whose sign-in is of some age, of the twenty hours that it lives. */
async function signedIn(
  bench: Bench,
  age: number,
  machine?: (token: JfrogToken) => Machine,
): Promise<{ readonly window: JfrogWindow; readonly token: JfrogToken }> {
  const { world } = bench.jfrog;
  const issuedAt = world.seconds - age * hour;
  const token = world.issue({ username: 'ada', lifetime: 20 * hour, issuedAt, refreshable: true });
  const signIn = {
    token: new Secret(bench.jwt(token)),
    refresh: new Secret(token.refresh ?? ''),
  };
  const window = bench.signedIn(machine?.(token));
  const isKnown = window.vault.accounts.get(bench.account.id) !== undefined;
  if (isKnown) await window.vault.changeAccount(bench.account, signIn);
  else await window.vault.addAccount(bench.account, signIn);
  return { window, token };
}

/** A machine whose CLI holds the same refresh token. */
const sharing =
  (bench: Bench) =>
  (token: JfrogToken): Machine => {
    const servers = [{ url: bench.jfrog.url, refreshToken: token.refresh }];
    const text = JSON.stringify({ servers });
    const read = (file: string) =>
      Promise.resolve(file === '.jfrog/jfrog-cli.conf.v6' ? text : undefined);
    return () => Promise.resolve({ variables: {}, read });
  };

const use = ({ registry }: JfrogWindow) => collect(registry.roots(never));

/** Loses the answer to a renewal, lets something happen, and looks. */
async function renewLost(
  bench: Bench,
  show: Show,
  fault: FaultRule,
  meanwhile: (window: JfrogWindow) => unknown = () => undefined,
): Promise<void> {
  const { window } = await signedIn(bench, 19);
  bench.jfrog.faults.add({ method: 'POST', ...fault });
  const error = await failure(use(window), 'lost-answer');
  await show(error.message);
  await meanwhile(window);
  await show(look(error));
}

/** The account's own sign-in, which is renewed before it ends. */
export const renewing: readonly JfrogScene[] = [
  {
    when: 'the sign-in was renewed, and the answer lost',
    says: [lost, '{0} no longer accepts the current sign-in.'],
    play: (bench, show) => renewLost(bench, show, { kind: 'cut-after' }),
  },
  {
    when: 'the sign-in was not renewed, and the answer lost',
    says: [
      lost,
      'The sign-in was not renewed, and {0} still accepts it. It is renewed with the next call.',
    ],
    play: (bench, show) => renewLost(bench, show, { kind: 'cut' }),
  },
  {
    when: 'the answer to a renewal was lost, and somebody signed in again',
    says: [lost, 'There is a new sign-in meanwhile.'],
    play: (bench, show) =>
      renewLost(bench, show, { kind: 'cut-after' }, ({ vault }) =>
        vault.changeAccount(bench.account, { token: new Secret('of-somebody-else') }),
      ),
  },
  {
    when: 'the CLI holds the same refresh token, and the sign-in lives',
    says: [
      'not renewed: the JFrog CLI holds the same refresh token ({0}), and whichever of the two used it first would end the sign-in of the other. Sign in again for one of this account alone.',
    ],
    play: async (bench, show) => {
      const { window } = await signedIn(bench, 19, sharing(bench));
      await show(use(window));
    },
  },
  {
    when: 'the CLI holds the same refresh token, and the sign-in has ended',
    says: [
      'The sign-in has ended. It was not renewed, because the JFrog CLI holds the same refresh token ({0}): whichever of the two used it first would end the sign-in of the other.',
    ],
    play: async (bench, show) => {
      const { window } = await signedIn(bench, 21, sharing(bench));
      await show(use(window));
    },
  },
];
