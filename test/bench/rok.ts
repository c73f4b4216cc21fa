import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import type { SandboxDescription } from '../sandbox/describe.ts';
import { root } from '../tools/paths.ts';
import { run } from '../tools/process.ts';
import { closure, startUpFile } from './bundle/outputs.ts';
import { kilobytes, median, range, type Row } from './row.ts';

const starts = 7;
const warmRuns = 9;
const child = path.join(import.meta.dirname, 'rok-child.ts');

/** What the measured process is told: which chunks, which cluster, which account. */
export interface RokOrder {
  readonly adapter: string;
  readonly client: string;
  readonly kube: string;
  readonly url: string;
  readonly kubeconfig: string;
  readonly context: string;
  readonly namespace: string;
  readonly service: string;
  readonly user: string;
  /** PEM file of the account's own authority; without it the machine trusts the registry. */
  readonly ca?: string;
  readonly runs: number;
}

/** The vendor's procedure (docs/registries/rok.md §1): two pipelines through kubectl, and curl. */
const vendors = `
UUID=$(kubectl exec -i -n rok-registry svc/rok-registry -- rok-fort-manage account-list \
  | awk '{print $1,$3}' | grep " $USER_NAME$" | awk '{print $1}')
TOKEN=$(kubectl exec -i -n rok-registry svc/rok-registry -- rok-fort-manage token-create \
  --user "$UUID" --duration 86400 --no-borders | grep Token | awk '{print $2}')
curl -sf --cacert "$CA" -H "Authorization: Bearer $TOKEN" "$URL/auth/v1/token" > /dev/null`;

/**
 * Issuing a token with the built chunks, side by side with the vendor's procedure against the same
 * sandbox, which runs in a process of its own. Wants `dist` and kubectl. Turns are taken, so that
 * whatever else the machine does hits both.
 */
export async function measureRok(): Promise<readonly Row[]> {
  const { outputs } = JSON.parse(
    await readFile(path.join(root, 'dist/meta.json'), 'utf8'),
  ) as Metafile;
  const sandbox = await startSandboxProcess();
  try {
    const { ca, rok } = sandbox.description;
    const chunk = (source: string) =>
      pathToFileURL(path.join(root, outputOf(outputs, source))).href;
    const order: RokOrder = {
      ...rok,
      adapter: chunk('src/registries/rok/adapter.ts'),
      client: chunk('src/net/http/client.ts'),
      kube: chunk('src/net/kube/open.ts'),
      runs: warmRuns,
    };
    const environment = {
      ...process.env,
      KUBECONFIG: rok.kubeconfig,
      USER_NAME: rok.user,
      URL: rok.url,
      CA: ca,
    };
    const issue = async (what: RokOrder, env: Record<string, string> = {}): Promise<Figures> =>
      JSON.parse(
        await run(process.execPath, [child, JSON.stringify(what)], {
          cwd: root,
          env: { ...process.env, ...env },
        }),
      ) as Figures;
    const cold: number[] = [];
    const own: number[] = [];
    const warm: number[] = [];
    const theirs: number[] = [];
    // kubectl keeps what it discovered: the first time is not counted for it.
    await run('sh', ['-ec', vendors], { env: environment });
    for (let start = 0; start < starts; start += 1) {
      // The machine trusts the registry's authority, as curl is told to: the usual route.
      const figures = await issue(order, { NODE_EXTRA_CA_CERTS: ca });
      cold.push(figures.cold);
      warm.push(median(figures.warm));
      own.push((await issue({ ...order, ca, runs: 0 })).cold);
      const before = performance.now();
      await run('sh', ['-ec', vendors], { env: environment });
      theirs.push(performance.now() - before);
    }
    return rows(cold, own, warm, theirs, bytesOf(outputs));
  } finally {
    await sandbox.stop();
  }
}

interface Figures {
  readonly cold: number;
  readonly warm: readonly number[];
}

function rows(
  cold: readonly number[],
  own: readonly number[],
  warm: readonly number[],
  theirs: readonly number[],
  bytes: number,
): readonly Row[] {
  const note = (values: readonly number[]) => `${values.length} turns, ${range(values)}`;
  return [
    {
      name: 'Rok token, kubectl twice and curl',
      value: median(theirs),
      unit: 'ms',
      note: note(theirs),
    },
    { name: 'Rok token, first use', value: median(cold), unit: 'ms', note: note(cold) },
    {
      name: 'Rok token, first use with its own authority',
      value: median(own),
      unit: 'ms',
      note: note(own),
    },
    { name: 'Rok token, warm', value: median(warm), unit: 'ms', note: note(warm) },
    { name: 'Rok token, first use : kubectl', value: ratio(cold, theirs), unit: '×', limit: 1 },
    {
      name: 'Rok token, first use with its own authority : kubectl',
      value: ratio(own, theirs),
      unit: '×',
      limit: 1,
    },
    { name: 'Rok token, warm : kubectl', value: ratio(warm, theirs), unit: '×', limit: 0.5 },
    {
      name: 'Kubernetes chunk',
      value: kilobytes(bytes),
      unit: 'kB',
      limit: 1500,
      note: 'minified, with everything that it alone loads',
    },
  ];
}

/** Turn by turn, since the machine is not the same from one to the next. */
const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((time, turn) => time / (theirs[turn] ?? NaN)));

function outputOf(outputs: Metafile['outputs'], source: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
  if (found === undefined) throw new Error(`${source} is no chunk of its own`);
  return found[0];
}

/** All that is read for Kubernetes and not at start-up. */
function bytesOf(outputs: Metafile['outputs']): number {
  const early = new Set(closure(outputs, startUpFile));
  return closure(outputs, outputOf(outputs, 'src/net/kube/open.ts'))
    .filter((file) => !early.has(file))
    .reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

async function startSandboxProcess() {
  const server = spawn(process.execPath, ['test/sandbox/main.ts', '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
  return {
    description: JSON.parse(line) as SandboxDescription,
    stop: async (): Promise<void> => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}
