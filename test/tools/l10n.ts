/**
 * `l10n`: collects the sentences that the code says through `t` into `l10n/bundle.l10n.json`.
 * `l10n --check` writes nothing and fails when that file is not what it would write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleFile, createBundle } from './l10n/bundle.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const { text, problems } = await createBundle();
const name = path.basename(bundleFile);
if (problems.length > 0) {
  fail(problems.join('\n'));
} else if (!values.check) {
  await mkdir(path.dirname(bundleFile), { recursive: true });
  await writeFile(bundleFile, text);
  console.log(`${name}: ${text.split('\n').length - 3} messages`);
} else if ((await readFile(bundleFile, 'utf8')) !== text) {
  fail(`${name} is not up to date: run "npm run l10n".`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
