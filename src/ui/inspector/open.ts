import type { InspectorOptions } from './inspector.ts';
import { Inspector } from './inspector.ts';
import { readPageFiles } from './page-files.ts';

/** Makes an inspector ready to show tokens. */
export async function openInspector(options: Omit<InspectorOptions, 'files'>): Promise<Inspector> {
  return new Inspector({ ...options, files: await readPageFiles(options.extensionUri.fsPath) });
}
