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

const program = await onPath('vault-plugin-secrets-artifactory-tests');
// `npm run clients` builds them; the count says that they were skipped, and this line why.
const skip = program === undefined ? 'not on this machine: the tests of the Vault plugin' : false;

/** Those that ask a platform; the rest of the plugin's tests bring answers of their own. */
const tests = [
  'PathRotate',
  'PathConfig',
  'PathConfigUserToken',
  'PathConfigUserToken_UseUserDefault',
  'PathConfigUserToken_UseSystemDefault',
  'PathRole',
  'PathTokenCreate',
  'PathTokenCreate_overrides',
  'PathTokenCreate_no_access_token',
  'PathUserTokenCreate',
  'PathUserTokenCreate_overrides',
  'PathUserTokenCreate_no_access_token',
];

/** The acceptance tests of the vendor's Vault plugin (docs/registries/jfrog.md §9). */
describe('the JFrog of the sandbox, as the Vault plugin’s own tests see it', { skip }, () => {
  let sandbox: Sandbox;
  let certificates: string;
  before(async () => {
    sandbox = await startSandbox({ manyDrpUsers: 0 });
    // As on the platform that its authors try it on; sources differ.
    sandbox.jfrog.settings.certificateFor = 'everybody';
    certificates = path.join(await temporaryDirectory('client-vault'), 'ca.pem');
    await writeFile(certificates, sandbox.authority.pem);
  });
  after(() => sandbox.close());

  for (const name of tests) {
    it(name, async () => {
      const { jfrog } = sandbox;
      const env = {
        ...process.env,
        VAULT_ACC: '1',
        JFROG_URL: jfrog.url,
        JFROG_ACCESS_TOKEN: jfrog.world.jwt(jfrog.tokens.admin),
        SSL_CERT_FILE: certificates,
      };
      const only = `-test.run=^TestAcceptanceBackend_${name}$`;
      const { stdout } = await run(program ?? '', ['-test.v', only], { env });
      assert(stdout.includes(`--- PASS: TestAcceptanceBackend_${name} `), stdout);
    });
  }
});
