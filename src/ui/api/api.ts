import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { forImages } from '../actions/pick/able.ts';
import { tokenRow } from '../actions/pick/token.ts';
import type { Services } from '../services.ts';
import { type TokenFacts, tokenFacts } from '../tools/describe.ts';
import { pasted, type RecordNode } from '../tree/node.ts';

/** What is known of the held tokens. */
export const getTokens = ({ vault, ...services }: Services): readonly TokenFacts[] =>
  vault.tokens.list().map((record) => tokenFacts(record, { vault, ...services }));

/**
 * Asks the person to log in to a host for another extension, and does what they choose: programs
 * get the login from the editor, or Docker keeps it. Resolves with whether there is a login now.
 */
export async function login(host: string, asker: string, services: Services): Promise<boolean> {
  const extension = vscode.extensions.getExtension(asker);
  if (extension === undefined) {
    throw new RegistryError(
      'invalid-input',
      t('No extension with the id {0} is installed.', asker),
    );
  }
  if (!vscode.workspace.isTrusted) return false;
  const { vault, messages } = services;
  const able = vault.tokens
    .list()
    .filter((record) => record.registryHost === host)
    .filter((record) => {
      const account = vault.accounts.get(record.accountId);
      return forImages.can({ record, account, item: undefined }, services);
    });
  const record = await choose(host, able, services);
  if (record === undefined) return false;
  const { displayName } = extension.packageJSON as { readonly displayName?: unknown };
  const name = typeof displayName === 'string' ? displayName : asker;
  const way = await messages.confirm(
    t('Log in to {0} with {1}?', host, record.label),
    [
      // Who calls is not told by the editor: the name is a claim.
      t(
        'An extension that gives its name as {0} ({1}) asks for this. It does not get the token.',
        name,
        asker,
      ),
      t('Serve: Docker and other programs of yours get the token from the editor.'),
      t('Docker Login: Docker keeps the token.'),
    ].join('\n\n'),
    { label: t('Serve'), value: 'serve' as const },
    { label: t('Docker Login'), value: 'docker' as const },
  );
  if (way === undefined) return false;
  const account = vault.accounts.get(record.accountId);
  const row: RecordNode = { type: 'record', id: record.id, account, record, parent: pasted };
  if (way === 'serve') {
    await (await import('../commands/serve-token.ts')).serveToken(row, services);
    return services.serving.hostOf(record.id) === host;
  }
  const { dockerLogin } = await import('../commands/docker-login.ts');
  let isDone = false;
  await dockerLogin(row, services, () => (isDone = true));
  return isDone;
}

async function choose(
  host: string,
  able: readonly TokenRecord[],
  { steps, vault, clock }: Services,
): Promise<TokenRecord | undefined> {
  if (able.length === 0) return undefined;
  const result = await steps.pick<TokenRecord>({
    frame: { title: t('Log in to {0}', host), step: 1, totalSteps: 1 },
    placeholder: t('Which token?'),
    rows: able.map((record) => tokenRow(record, vault.accounts.get(record.accountId), clock)),
    takesOnly: true,
  });
  return result.kind === 'value' ? result.value : undefined;
}
