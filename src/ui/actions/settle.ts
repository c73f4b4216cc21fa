import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { ItemPath, Outcome } from '../../core/outcome.ts';
import type { IssuedToken } from '../../core/token.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Item } from '../../registries/contract/item.ts';
import { settlePlaces } from '../delivery/remember.ts';
import type { ToolPlace } from '../delivery/tool-places.ts';
import { showNewDocument } from '../editor/new-document.ts';
import type { Services } from '../services.ts';
import { nodeId } from '../tree/node.ts';
import { mayHandOut } from './caution.ts';
import { copySecretOf } from './copy.ts';
import { type Ending, endIssuing } from './end-issuing.ts';
import { forgetEnded } from './pick/recent.ts';

/**
 * What follows every operation: the new token is stored before anything is shown, ended ones are
 * removed, the rows concerned are read again, and the person hears what was done.
 */
export async function settle(
  outcome: Outcome,
  account: Account,
  services: Services,
): Promise<void> {
  await keepOutcome(outcome, account, services);
  await showOutcome(outcome, account, services);
}

/**
 * Runs an operation on a row and stores what came of it, while no other window runs one there.
 * Rejects with what the operation rejects with, or with `cancelled` before it has begun.
 */
export async function operate(
  run: () => Promise<Outcome>,
  { account, item }: { readonly account: Account; readonly item: Pick<Item, 'path'> },
  services: Services,
  signal: AbortSignal,
): Promise<Outcome> {
  return services.vault.operate(
    account.id,
    item.path,
    async () => {
      const outcome = await refreshing(run, account, services);
      await keepOutcome(outcome, account, services);
      return outcome;
    },
    signal,
  );
}

/** What was done in part has changed rows as well. */
async function refreshing(
  run: () => Promise<Outcome>,
  account: Account,
  { view }: Services,
): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RegistryError) {
      for (const path of error.changed) view.refreshPath(account.id, path);
    }
    throw error;
  }
}

/**
 * The part that the person sees.
 *
 * @param ending of the wizard that asked for it: what was issued is handed out in a step of it
 */
export async function showOutcome(
  outcome: Outcome,
  account: Account,
  services: Services,
  ending?: Ending,
): Promise<void> {
  const { view } = services;
  if (outcome.reveal !== undefined && view.visible) {
    await view.reveal(account.id, outcome.reveal);
  }
  if (outcome.document !== undefined) await showNewDocument(outcome.document);
  const { issued, message } = outcome;
  const isPlain = outcome.signInEnded !== true && issued?.record.caution === undefined;
  if (ending !== undefined && issued !== undefined && isPlain) {
    await endIssuing(message, issued, account, ending, services);
  } else {
    void announce(outcome, account, services);
  }
}

/** The part that must not be left out: keeps, removes, and reads the rows again. */
async function keepOutcome(outcome: Outcome, account: Account, services: Services): Promise<void> {
  const { vault, view } = services;
  const { issued } = outcome;
  try {
    const below = endedBelow(outcome, vault.tokens.list(account.id));
    const ended = [...(outcome.ended ?? []), ...below];
    const inFiles = await toolPlaces([...ended, ...idsOf(issued?.record)], services);
    await vault.tokens.settle({ ...outcome, ended });
    await settlePlaces(issued?.record, ended, services);
    await forgetEnded(ended, services.memory);
    if (issued !== undefined) void offerToUpdate(issued, inFiles, account, services);
    void offerToRemove(inFiles, idsOf(issued?.record), services);
  } catch (error) {
    // It was done all the same: as a failure it would be offered to be done once more.
    services.log.error(account.label, error);
    if (issued === undefined) void services.messages.warn(notNoted(account));
    else await rescue(issued, services);
  }
  for (const path of outcome.changed) view.refreshPath(account.id, path);
}

/** Wherever the token before it was brought has to get this one; nobody waits for the answer. */
async function offerToUpdate(
  issued: IssuedToken,
  inFiles: readonly ToolPlace[],
  account: Account,
  services: Services,
): Promise<void> {
  try {
    const places = await (await services.places()).of([issued.record.id]);
    if (places.length === 0) return;
    const { writeWhereFollowed } = await import('../delivery/tool-places.ts');
    const left = await writeWhereFollowed(issued, places, inFiles, services);
    const { offerUpdate } = await import('../delivery/update-places.ts');
    await offerUpdate(issued, left, account, services);
  } catch (error) {
    services.log.error(account.label, error);
  }
}

/** The ids under which a token's places are known: its own, and that of the one before it. */
const idsOf = (record: TokenRecord | undefined): readonly string[] =>
  record === undefined
    ? []
    : [record.id, ...(record.replaces === undefined ? [] : [record.replaces])];

/** The files of tools that tokens went to, while this machine still knows what was written. */
async function toolPlaces(
  ids: readonly string[],
  services: Services,
): Promise<readonly ToolPlace[]> {
  try {
    const places = await (await services.places()).of(ids);
    if (places.length === 0) return [];
    return await (await import('../delivery/tool-places.ts')).toolPlacesAmong(places, services);
  } catch (error) {
    services.log.error(t('Remembering where a token went'), error);
    return [];
  }
}

/** Files keep tokens that have ended; nobody waits for the answer. */
async function offerToRemove(
  inFiles: readonly ToolPlace[],
  goOn: readonly string[],
  services: Services,
): Promise<void> {
  const ended = inFiles.filter(({ place }) => !goOn.includes(place.tokenId));
  if (ended.length === 0) return;
  try {
    await (await import('../delivery/tool-places.ts')).offerRemoval(ended, services);
  } catch (error) {
    services.log.error(t('Remembering where a token went'), error);
  }
}

/** Held tokens below the rows whose tokens have all ended. */
function endedBelow(
  { endedBelow = [], issued }: Outcome,
  records: readonly TokenRecord[],
): readonly string[] {
  const isBelow = ({ path }: TokenRecord, row: ItemPath) =>
    row.every((id, index) => path[index] === id);
  return records
    .filter((record) => record.id !== issued?.record.id)
    .filter((record) => endedBelow.some((row) => isBelow(record, row)))
    .map(({ id }) => id);
}

const notNoted = ({ label }: Account): string =>
  t(
    '“{0}”: what was done could not be noted on this machine, which may still keep a token that has ended. See the log for details.',
    label,
  );

/** The token exists and could not be stored: it must not be lost with this message. */
async function rescue(issued: IssuedToken, services: Services): Promise<void> {
  const copy = await services.messages.confirm(
    t(
      'The token of {0} was issued, but could not be stored on this machine.',
      issued.record.subject,
    ),
    t('Copy it now and keep it in a safe place: it will not be shown again by this extension.'),
    { label: t('Copy Token'), value: true },
  );
  if (copy === true) await services.clipboard.copySecret(issued.secrets.token);
}

async function announce(
  { message, issued, signInEnded }: Outcome,
  account: Account,
  services: Services,
): Promise<void> {
  if (signInEnded === true) {
    await announceEnd(message, account, services);
    return;
  }
  if (issued === undefined) {
    await services.messages.info(message);
    return;
  }
  // A token that is not what was asked for is no good news: what to mind comes before the offer.
  if (issued.record.caution !== undefined) {
    services.log.warn(`${account.label}: ${message}`);
    if (await mayHandOut(issued.record, services.messages)) {
      await copySecretOf(issued.record, issued.secrets.token, services);
    }
    return;
  }
  const chosen = await services.messages.info<'copy' | 'active'>(
    message,
    { label: t('Copy Token'), value: 'copy' },
    { label: t('Set Active'), value: 'active' },
  );
  if (chosen === 'copy') {
    await copySecretOf(issued.record, issued.secrets.token, services);
  }
  if (chosen === 'active') await services.vault.active.set(issued.record.id);
}

/** The sign-in has ended with what was done, and only the person has another one. */
async function announceEnd(
  message: string,
  account: Account,
  { messages, run }: Services,
): Promise<void> {
  const again = await messages.warn(
    t('{0} Your own sign-in of “{1}” has ended with it.', message, account.label),
    { label: t('Sign In Again'), value: true },
  );
  if (again === true) {
    await run('signInAgain', { type: 'account', id: nodeId(account.id, []), account });
  }
}
