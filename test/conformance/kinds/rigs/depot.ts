import { Secret } from '../../../../src/core/secret.ts';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import { startDepot } from '../../../fixtures/doubles/depot.ts';
import { systemClock } from '../../../sandbox/clock.ts';
import type { Rig } from '../rig.ts';

export async function depotRig(): Promise<Rig> {
  const double = await startDepot();
  return {
    connection: {
      account: {
        id: 'account-1',
        kind: 'depot',
        label: 'depot',
        url: double.url,
        userName: 'kim',
        options: {},
      },
      clock: systemClock(),
      http: createHttpClient({ proxy: () => noProxySettings }),
      signIn: () => Promise.resolve({ token: new Secret(double.key) }),
    },
    trials: { issue: { values: { lifetime: '3600' } } },
    secrets: () => [double.key, ...double.tokens],
    [Symbol.asyncDispose]: () => double[Symbol.asyncDispose](),
  };
}
