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

function readme({ ca, control, quay }: SandboxDescription): string {
  return `# A playground for Registry Tokens

The registries of this window run on your machine until you stop \`npm start\`. Every name, token
and password in them is invented; nothing here can break anything.

## First

1. Click the key in the activity bar.
2. Say yes to importing the sandbox's accounts.
3. Open **acme-platform**, copy a robot's token, look at the status bar.

## Then

- F1, \`Registry Tokens: Create Robot\`
- F1, \`Registry Tokens: Regenerate Token\`: the old token stops working
- Open \`token.txt\`, select the token, F1, \`Registry Tokens: Decode JWT from Selection\`
- F1, \`Registry Tokens: Add Account\`, with what stands below

| what | value |
| --- | --- |
| Quay | ${quay.url} |
| user | ${quay.user} |
| API token | \`${quay.token}\` |
| certificate authority | ${ca} |

## See it fail

Let Quay's next answer be a 502, then refresh the tree:

\`\`\`sh
curl -d '{"server":"quay","kind":"status","status":502}' ${control}/faults
\`\`\`
`;
}
