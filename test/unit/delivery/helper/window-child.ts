/** A window of its own process, which a test can kill. Its home is the argument. */
import path from 'node:path';
import { Secret } from '../../../../src/core/secret.ts';
import { answer } from '../../../../src/delivery/helper/answer.ts';
import { helperRoot, openInstallation } from '../../../../src/delivery/helper/folder.ts';
import { HelperServer } from '../../../../src/delivery/helper/server.ts';
import { exclusive } from '../../../../src/vault/machine-lock.ts';

const { platform, execPath, argv } = process;
const root = helperRoot({ env: {}, platform, home: argv[2] ?? '' });
const login = { user: 'u', secret: new Secret('of the other window') };
new HelperServer({
  folder: openInstallation(root, 'a storage', platform),
  platform,
  runtime: execPath,
  exclusive: (name, work, signal) => exclusive(path.join(root, 'locks'), name, work, signal),
  answer: (question) =>
    answer(question, {
      hosts: () => Promise.resolve([]),
      hand: () => Promise.resolve(login),
      isHandedOut: () => Promise.resolve(false),
    }),
  onServing: () => process.send?.('serving'),
  onError: (error) => {
    throw error;
  },
});
