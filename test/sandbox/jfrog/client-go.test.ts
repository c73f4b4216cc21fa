import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { onPath } from '../../tools/on-path.ts';
import { temporaryDirectory } from '../../tools/paths.ts';
import { startSandbox } from '../sandbox.ts';
import type { Sandbox } from '../sandbox.ts';

const run = promisify(execFile);

const program = await onPath('jfrog-client-go-tests');
// `npm run clients` builds them; the count says that they were skipped, and this line why.
const skip = program === undefined ? 'not on this machine: jfrog-client-go-tests' : false;

/** The vendor's own tests of tokens, as its Go client has them (docs/registries/jfrog.md §9). */
describe('the JFrog of the sandbox, as jfrog-client-go’s own tests see it', { skip }, () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ manyDrpUsers: 0 });
  });
  after(() => sandbox.close());

  for (const name of ['createAccessToken', 'createAccessTokenWithReference', 'refreshToken']) {
    it(name, async () => {
      const { jfrog, authority } = sandbox;
      const ca = path.join(await temporaryDirectory('client-go'), 'ca.pem');
      await writeFile(ca, authority.pem);
      const { stdout } = await run(
        program ?? '',
        [
          '-test.v',
          `-test.run=^TestAccessTokens$/^${name}$`,
          '-test.access',
          `-platform.url=${jfrog.url}`,
          `-access.token=${jfrog.world.jwt(jfrog.tokens.admin)}`,
        ],
        { env: { ...process.env, SSL_CERT_FILE: ca } },
      );
      assert(stdout.includes(`--- PASS: TestAccessTokens/${name} `), stdout);
    });
  }
});
