import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SandboxDescription } from '../sandbox/describe.ts';

/**
 * Fills the folder that `npm start` opens: a page that says what can be tried, and a token to
 * decode.
 * @param folder an existing directory
 */
export async function fillPlayground(folder: string, sandbox: SandboxDescription): Promise<void> {
  await writeFile(path.join(folder, 'README.md'), readme(sandbox));
  await writeFile(path.join(folder, 'token.txt'), `${sandbox.quay.oidc.token}\n`);
}

function readme({ ca, control, quay, rok, drp, drp4, jfrog }: SandboxDescription): string {
  return `# A playground for Registry Tokens

The registries of this window run on your machine until you stop \`npm start\`. Every name, token
and password in them is invented; nothing here can break anything.

## First

1. Click the box with the key in the activity bar.
2. Say yes to importing the sandbox's accounts.
3. Open **Sandbox Quay** and **acme-platform**, and copy a robot's token.
4. Right-click the robot, **Set Active Token**: the status bar shows it.

## Then

- **Quay**: F1, \`Registry Tokens: Create Robot\`; \`Registry Tokens: Regenerate Token\`: the old
  token stops working
- **Rok**: right-click **jdoe**, **Issue Token…**, then **Copy Token As…**, the exports
- **Digital Rebar**: right-click a user of **Sandbox Digital Rebar 4**, **Issue Token…**, build
  rights from the catalog; then of **3.13**, which narrows no token, and says so
- **JFrog**: **Issue Token…** with a refresh token, **Refresh Token**, **Docker Login**; sort a
  user's tokens by their last use
- **Any JWT**: open \`token.txt\`, rest on the token, **Inspect**; or copy one from anywhere and F1,
  \`Registry Tokens: Decode JWT from Selection or Clipboard\`
- **An account of your own making**: F1, \`Registry Tokens: Add Account\`, with what stands below

| registry | address | user | sign-in |
| --- | --- | --- | --- |
| Quay | ${quay.url} | ${quay.user} | API token \`${quay.token}\` |
| Rok | ${rok.url} | ${rok.user} | context \`${rok.context}\` of the kubeconfig |
| Digital Rebar ${drp.version} | ${drp.url} | ${drp.user} | password \`${drp.password}\` |
| Digital Rebar ${drp4.version} | ${drp4.url} | ${drp4.user} | password \`${drp4.password}\` |
| JFrog | ${jfrog.url} | ${jfrog.user} | password \`${jfrog.password}\` |

The authority of their certificates, where a dialog asks for it: \`${ca}\`

## See it fail

Let Quay's next answer be a 502, then refresh the tree:

\`\`\`sh
curl -d '{"server":"quay","kind":"status","status":502}' ${control}/faults
\`\`\`
`;
}
