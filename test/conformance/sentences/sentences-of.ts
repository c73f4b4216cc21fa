import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { extractMessages } from '../../tools/l10n/messages.ts';
import { root } from '../../tools/paths.ts';
import { isSentence } from './sentence.ts';

/** The sentences in the source of a kind. */
export function sentencesOf(kind: string): ReadonlySet<string> {
  const folder = path.join(root, 'src', 'registries', kind);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Set(
    files
      .filter((file) => file.endsWith('.ts'))
      .flatMap(
        (file) => extractMessages(file, readFileSync(path.join(folder, file), 'utf8')).messages,
      )
      .filter(isSentence),
  );
}
