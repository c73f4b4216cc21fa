import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { TokenRecord, TokenSecrets } from '../../core/token.ts';
import type { Question, Reply } from '../helper/protocol.ts';
import { findToken, type KeptTokens, mustLive } from './find-token.ts';
import { forgetOperation, readRequest, runOperation, type RunRequest } from './request.ts';
import type { Tickets, Variables } from './tickets.ts';

/** What a window has behind `registry-tokens`. */
export interface RunParts {
  readonly tickets: Tickets;
  readonly isTrusted: () => boolean;
  readonly kept: () => KeptTokens;
  readonly secrets: (id: string) => Promise<TokenSecrets | undefined>;
  /**
   * Whether the person lets a command have a token, in variables of these names; asks, the first
   * time in the workspace.
   */
  readonly allow: (
    token: TokenRecord,
    request: RunRequest,
    variables: readonly string[],
  ) => Promise<boolean>;
  /** The token as it is now, refreshed first where it is kept alive and about to end. */
  readonly fresh: (token: TokenRecord) => Promise<TokenRecord>;
  /** Forgets what was allowed. */
  readonly forget: () => Promise<void>;
}

/** Answers the program: with variables, or with a sentence for who runs it. */
export async function answerRun({ operation, input }: Question, parts: RunParts): Promise<Reply> {
  try {
    if (operation === forgetOperation) {
      await parts.forget();
      return { code: 0, stdout: '' };
    }
    const request = operation === runOperation ? readRequest(input) : undefined;
    if (request === undefined)
      throw refused(
        t(
          'This program and the extension are of different versions. Reload the window and open a new terminal.',
        ),
      );
    return { code: 0, stdout: JSON.stringify(revealed(await variablesFor(request, parts))) };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { code: 1, stdout: error.message };
  }
}

async function variablesFor(request: RunRequest, parts: RunParts): Promise<Variables> {
  if (!parts.isTrusted()) {
    throw refused(t('This workspace is not trusted, so its commands get no tokens.'));
  }
  if (request.ticket !== undefined) {
    const variables = parts.tickets.take(request.ticket);
    if (variables === undefined) {
      throw refused(
        t(
          'This terminal’s tokens were given already, or it waited too long. Open a new terminal with tokens.',
        ),
      );
    }
    return variables;
  }
  // All are found before the person is asked about any.
  const wanted = Object.entries(request.references).map(
    ([name, reference]) => [name, findToken(reference, parts.kept())] as const,
  );
  const variables = new Map<string, Secret>();
  for (const [name, token] of wanted) {
    const names = wanted.filter(([, other]) => other === token).map(([one]) => one);
    if (!(await parts.allow(token, request, names))) {
      throw refused(t('The token {0} was not given to this command.', token.label));
    }
    const now = await parts.fresh(token);
    mustLive(now, parts.kept().now);
    const secrets = await parts.secrets(now.id);
    if (secrets === undefined) {
      throw refused(t('The secret of {0} is not kept on this machine.', token.label));
    }
    variables.set(name, secrets.token);
  }
  return variables;
}

const revealed = (variables: Variables): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...variables].map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );

const refused = (message: string) => new RegistryError('forbidden', message, { repair: null });
