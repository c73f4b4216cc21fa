import path from 'node:path';
import { npm, run } from '../process.ts';
import { clientsDir, programsDir } from './folder.ts';

/** A client that is no part of the development dependencies. */
interface Fetched {
  /** Name and version. */
  readonly name: string;
  /** Fetches it, or finds it there. Rejects where it cannot be had. */
  readonly fetch: () => Promise<unknown>;
}

const install = ['install', '--no-save', '--ignore-scripts', '--no-audit'];

/** A checkout to use in the place of the module, for machines whose module proxy lacks it. */
const clientGoFolder = process.env['JFROG_CLIENT_GO'];

export const fetched: readonly Fetched[] = [
  {
    // Old versions of what it depends on keep it out of the development dependencies.
    name: 'jfrog-client-js 2.9.0',
    fetch: () => npm([...install, `--prefix=${clientsDir()}`, 'jfrog-client-js@2.9.0']),
  },
  {
    name: 'drpcli 4.7.0',
    fetch: async () => {
      const folder = await moduleFolder('github.com/digitalrebar/provision/v4@v4.7.0');
      await run('go', ['build', '-C', folder, '-o', programsDir(), './cmds/drpcli']);
    },
  },
  {
    name: 'the tests of jfrog-client-go 1.55.0',
    fetch: async () => {
      const folder =
        clientGoFolder ?? (await moduleFolder('github.com/jfrog/jfrog-client-go@v1.55.0'));
      const program = path.join(programsDir(), 'jfrog-client-go-tests');
      await run('go', ['test', '-C', folder, '-c', '-tags=itest', '-o', program, './tests']);
    },
  },
];

/** The folder of a module in Go's cache, downloaded if need be. */
async function moduleFolder(module: string): Promise<string> {
  const described = await run('go', ['mod', 'download', '-json', module]);
  return (JSON.parse(described) as { readonly Dir: string }).Dir;
}
