import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NAMESPACE, SERVICE } from './kube/resources.ts';
import type { DrpSandbox } from './drp/drp.ts';
import { contexts } from './rok/rok.ts';
import type { Sandbox } from './sandbox.ts';

/** Writes the accounts file that the extension offers for import (mode 0600); gives its path. */
export async function writeImportFile(
  sandbox: Pick<Sandbox, 'ca' | 'quay' | 'rok' | 'drp' | 'drp4' | 'jfrog'>,
  directory: string,
): Promise<string> {
  const file = join(directory, 'accounts.json');
  const content = {
    accounts: [
      {
        kind: 'quay',
        label: 'Sandbox Quay',
        url: sandbox.quay.url,
        tls: { caFile: sandbox.ca },
        signIn: { token: sandbox.quay.tokens.full.secret },
      },
      {
        kind: 'rok',
        label: 'Sandbox Rok',
        url: sandbox.rok.url,
        tls: { caFile: sandbox.ca },
        options: {
          context: contexts.token,
          namespace: NAMESPACE,
          service: SERVICE,
          user: 'jdoe',
        },
      },
      drpAccount('Sandbox Digital Rebar 3.13', sandbox.drp),
      drpAccount('Sandbox Digital Rebar 4', sandbox.drp4),
      {
        kind: 'jfrog',
        label: 'Sandbox JFrog',
        url: sandbox.jfrog.url,
        tls: { caFile: sandbox.ca },
        signIn: { token: sandbox.jfrog.world.jwt(sandbox.jfrog.tokens.admin) },
      },
    ],
  };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return file;
}

/** It signed its own certificate, which is trusted by fingerprint. */
const drpAccount = (label: string, { url, fingerprint256, user, password }: DrpSandbox) => ({
  kind: 'drp',
  label,
  url,
  tls: { fingerprint256 },
  options: { user },
  signIn: { password },
});
