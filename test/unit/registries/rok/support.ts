import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import type { KubeSettings } from '../../../../src/net/kube/settings.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { openRok } from '../../../../src/registries/rok/open.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import { systemClock } from '../../../sandbox/clock.ts';
import { target, type KubeBench } from '../../net/kube/support.ts';

export const never = new AbortController().signal;

/** A connection for jdoe's account at the sandbox. */
export function connection(
  bench: KubeBench,
  options: Readonly<Record<string, string>> = {},
  settings: Partial<KubeSettings> = {},
): Connection {
  const account: Account = {
    id: 'account-1',
    kind: 'rok',
    label: 'rok',
    url: bench.rok.url,
    userName: 'jdoe',
    options: { ...target, user: 'jdoe', ...options },
  };
  const kubernetes = bench.open(settings);
  return {
    account,
    clock: systemClock(),
    http: createHttpClient({ tls: { ca: bench.authority.pem }, proxy: () => noProxySettings }),
    signIn: () => Promise.resolve({}),
    kubernetes: () => Promise.resolve(kubernetes),
  };
}

/** The only row of an account. */
export async function ownRow(registry: Registry): Promise<Item> {
  for await (const [row] of registry.roots(never)) {
    assert.ok(row);
    return row;
  }
  return assert.fail('no row');
}

/** Issues a token as the UI does after its form. */
export async function issue(
  registry: Registry,
  values: FormValues = {},
  signal = never,
): Promise<Outcome> {
  const operation = registry.actions.issue;
  assert.ok(operation);
  const answers = { lifetime: '86400', subject: 'own', ...values };
  return operation.run(await ownRow(registry), answers, signal);
}

export const open = (
  bench: KubeBench,
  options?: Readonly<Record<string, string>>,
  settings?: Partial<KubeSettings>,
): Registry => openRok(connection(bench, options, settings));
