import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RegistryError } from '../../src/core/errors.ts';
import { systemClock } from '../../src/core/clock.ts';
import { Secret } from '../../src/core/secret.ts';
import { createHttpClient, type HttpClientOptions } from '../../src/net/http/client.ts';
import type { Connection } from '../../src/registries/contract/connection.ts';
import { drpAdapter } from '../../src/registries/drp/adapter.ts';
import { probeServer } from '../../src/registries/drp/connect/connect.ts';
import type { Item } from '../../src/registries/contract/item.ts';
import { proxySettings } from '../../src/ui/editor/proxy-settings.ts';
import { settings } from '../../src/ui/editor/settings.ts';
import type { SandboxDescription } from '../sandbox/describe.ts';
import { sandboxVariable } from './runner/protocol.ts';

const never = new AbortController().signal;
const { drp4: drp } = JSON.parse(process.env[sandboxVariable] ?? '{}') as SandboxDescription;

/** The editor's own fetch and TLS are at work here, patched as they are. */
function connection(tls: HttpClientOptions['tls']): Connection {
  return {
    account: {
      id: 'host',
      kind: 'drp',
      label: 'host',
      url: drp.url,
      userName: drp.user,
      options: {},
    },
    clock: systemClock,
    http: createHttpClient({ ...(tls === undefined ? {} : { tls }), proxy: proxySettings }),
    signIn: () => Promise.resolve({ password: new Secret(drp.password) }),
  };
}

const alice: Item = {
  path: ['user:alice'],
  type: 'user',
  label: 'alice',
  hasChildren: true,
  can: ['issue', 'revoke'],
  within: [],
};

describe('Digital Rebar inside the editor', () => {
  it('shows the certificate that signs itself, on P-384, before anything is trusted', async () => {
    const error: unknown = await probeServer(connection(undefined), never).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert(error instanceof RegistryError, String(error));
    assert.equal(error.code, 'tls');
    assert.equal(error.certificate?.fingerprint256, drp.fingerprint);
  });

  it('signs in by fingerprint, and by the certificate as its own authority', async () => {
    for (const tls of [{ fingerprint256: drp.fingerprint }, { ca: drp.certificate }]) {
      const { userName } = await drpAdapter.connect(connection(tls), never);
      assert.equal(userName, drp.user);
    }
  });

  it('pages through two thousand users', async () => {
    const registry = drpAdapter.open(connection({ fingerprint256: drp.fingerprint }));
    let count = 0;
    for await (const page of registry.roots(never)) count += page.length;
    assert(count > 2_000, String(count));
  });

  it('issues a narrowed token, and tries it', async () => {
    const registry = drpAdapter.open(connection({ fingerprint256: drp.fingerprint }));
    const issue = registry.actions.issue;
    assert(issue);
    const lifetime = '60';
    const narrowed = await issue.run(
      alice,
      { rights: 'roles', roles: ['readonly'], lifetime },
      never,
    );
    assert.equal(narrowed.issued?.record.caution, undefined);
  });
});

describe('presets in a workspace that is trusted', () => {
  const configuration = () => vscode.workspace.getConfiguration('registryTokens');
  const target = vscode.ConfigurationTarget.Workspace;
  after(() => configuration().update('presets', undefined, target));

  it('are offered', async () => {
    const presets = { 'drp.issue': { CI: { rights: 'roles', roles: ['readonly'] } } };
    await configuration().update('presets', presets, target);
    assert.deepEqual(settings.presets('drp.issue'), presets['drp.issue']);
    assert.deepEqual(settings.presets('drp.revoke'), {});
  });
});
