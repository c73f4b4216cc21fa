/**
 * `bench [--json] [--only sizes,listing]`: measures size and speed of the packaged extension and
 * prints a table, or with `--json` one JSON document. The figures judge; the exit code says only
 * whether everything could be measured.
 */
import { laterChunks } from '../bench/bundle/outputs.ts';
import { readMetafile } from '../bench/bundle/measure.ts';
import { measures } from '../bench/measures.ts';
import { describeReport, loadNow, machineSince, notesOn, type Report } from '../bench/report.ts';
import type { Row } from '../bench/row.ts';
import { readArguments } from './arguments.ts';
import { packageExtension } from './stages/package.ts';

/** As many chunks as are worth reading about. */
const mostChunks = 12;

const values = readArguments('npm run bench [-- --json] [--only sizes,jwt]', {
  json: { type: 'boolean', default: false },
  only: { type: 'string' },
});

// Standard output belongs to the figures; what helpers say of their progress goes to the other.
console.log = console.error;

try {
  const report = await measureAll();
  const text = values.json ? JSON.stringify(report, undefined, 2) : describeReport(report);
  await new Promise((resolve) => process.stdout.write(`${text}\n`, resolve));
  process.exitCode = report.failures.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function measureAll(): Promise<Report> {
  const names = measures.map(({ what }) => what);
  const chosen = values.only?.split(',') ?? names;
  const stranger = chosen.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw new Error(`--only takes ${names.join(', ')}; there is no "${stranger}".`);
  }
  const loadBefore = loadNow();
  console.error('Building and packaging the extension…');
  await packageExtension();
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const { what, run } of measures) {
    if (!chosen.includes(what)) continue;
    console.error(`Measuring ${what}…`);
    try {
      rows.push(...(await run()));
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const machine = machineSince(loadBefore);
  const chunks = laterChunks(await readMetafile()).slice(0, mostChunks);
  return { machine, notes: notesOn(machine), rows, chunks, failures };
}
