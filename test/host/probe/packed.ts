import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import * as vscode from 'vscode';
import type { createHttpClient } from '../../../src/net/http/client.ts';
import type { openKubernetes } from '../../../src/net/kube/open.ts';
import type { rokAdapter } from '../../../src/registries/rok/adapter.ts';

/** What issues a Rok token, out of the packed chunks, as the extension itself loads it. */
export interface PackedRok {
  readonly rokAdapter: typeof rokAdapter;
  readonly createHttpClient: typeof createHttpClient;
  readonly openKubernetes: typeof openKubernetes;
}

export async function packedRok(): Promise<PackedRok> {
  const [adapter, client, kube] = await Promise.all([
    packed('src/registries/rok/adapter.ts'),
    packed('src/net/http/client.ts'),
    packed('src/net/kube/open.ts'),
  ]);
  return { ...adapter, ...client, ...kube } as PackedRok;
}

/** Loads the chunk that a module of ours begins. */
async function packed(source: string): Promise<object> {
  const extension = vscode.extensions.getExtension('registry-tokens.registry-tokens');
  assert(extension);
  const root = extension.extensionPath;
  const metafile = await readFile(path.join(root, 'dist', 'meta.json'), 'utf8');
  const { outputs } = JSON.parse(metafile) as Metafile;
  const file = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source);
  assert(file, source);
  return import(pathToFileURL(path.join(root, file)).href) as Promise<object>;
}
