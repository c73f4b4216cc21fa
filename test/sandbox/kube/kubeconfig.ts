import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Leaf } from '../tls/authority.ts';

/** How a context of a test's kubeconfig signs in, and which way it goes. */
export interface ContextOptions {
  readonly name: string;
  readonly server: string;
  /** Authority of the server, PEM. */
  readonly ca: string;
  readonly user: Readonly<Record<string, unknown>>;
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
}

/** The members of a user that shows a certificate. */
export const certificateUser = ({ cert, key }: Leaf): Readonly<Record<string, string>> => ({
  'client-certificate-data': base64(cert),
  'client-key-data': base64(key),
});

/** A user whose token a program prints. */
export const pluginUser = (
  command: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1',
    interactiveMode: 'Never',
    command,
    ...more,
  },
});

/** Writes a kubeconfig (JSON, which is YAML) with these contexts, the first one current. */
export async function writeKubeconfig(
  file: string,
  contexts: readonly ContextOptions[],
): Promise<string> {
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contexts[0]?.name ?? '',
    clusters: contexts.map(({ name, server, ca, cluster }) => ({
      name: `${name}-cluster`,
      cluster: { server, 'certificate-authority-data': base64(ca), ...cluster },
    })),
    users: contexts.map(({ name, user }) => ({ name: `${name}-user`, user })),
    contexts: contexts.map(({ name, namespace }) => ({
      name,
      context: {
        cluster: `${name}-cluster`,
        user: `${name}-user`,
        ...(namespace === undefined ? {} : { namespace }),
      },
    })),
  };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  return file;
}

/** Writes an executable shell script. */
export async function writeProgram(directory: string, name: string, body: string): Promise<string> {
  const file = join(directory, name);
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  await chmod(file, 0o700);
  return file;
}

/** A script that prints an `ExecCredential` with a token, and what else its status has. */
export const printsToken = (token: string, more: Readonly<Record<string, string>> = {}): string =>
  `printf '%s' '${JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token, ...more },
  })}'`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');
