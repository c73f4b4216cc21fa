import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { held } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import { offerRemoval, type ToolPlace, toolPlacesAmong } from '../delivery/tool-places.ts';
import type { Services } from '../services.ts';
import { isNode, tokenOf } from '../tree/node.ts';

/** Removes tokens from this machine; the registry is not asked, and the tokens go on working. */
export async function forgetToken(
  row: unknown,
  selected: unknown,
  services: Services,
): Promise<void> {
  const { tokens } = services.vault;
  const rows = Array.isArray(selected) && selected.length > 1 ? selected.filter(isNode) : [];
  // Two rows may stand for one token: a robot’s, and one for its token.
  const selectedTokens = new Map(
    rows.flatMap((node) => {
      const record = tokenOf(node);
      return record !== undefined && tokens.get(record.id) !== undefined
        ? [[record.id, record] as const]
        : [];
    }),
  );
  const several = [...selectedTokens.values()];
  const one =
    several.length > 0 ? undefined : await pickToken(row, services, t('Forget Token'), held);
  const records = one === undefined ? several : [one.record];
  const [first] = records;
  if (first === undefined) return;
  const sure = await services.messages.confirmDanger(
    records.length === 1
      ? t('Forget the token of {0}?', first.label)
      : t('Forget {0} tokens?', records.length),
    t(
      'The secret is deleted from this machine. The token itself goes on working until it ends or is revoked.',
    ),
    t('Keep'),
    { label: t('Forget'), value: true },
  );
  if (sure !== true) return;
  await tokens.end(records.map(({ id }) => id));
}

/** Removes accounts, sign-ins, tokens, and what tells of them. Presets and settings stay. */
export async function forgetAll(services: Services): Promise<void> {
  const { vault, sessions } = services;
  const accounts = vault.accounts.list();
  const held = vault.tokens.list();
  const sure = await services.messages.confirmDanger(
    t('Forget all credentials?'),
    t(
      'All accounts with their sign-ins ({0}) and all kept tokens ({1}) are deleted from this machine. Nothing changes in the registries: tokens go on working until they end or are revoked.',
      accounts.length,
      held.length,
    ),
    t('Keep All'),
    { label: t('Forget All'), value: true },
  );
  if (sure !== true) return;
  const inFiles = await inFilesOfTools(held, services);
  await vault.forgetAll();
  await (await services.places()).forgetAll();
  await services.forgetConsents();
  await services.memory.forgetAnswers();
  sessions.dropAll();
  const said = services.messages.info(
    t('The accounts, sign-ins and tokens that this extension kept are deleted.'),
  );
  await offerRemoval(inFiles, services);
  await said;
}

/** That it is not known where tokens went keeps nobody from forgetting them. */
async function inFilesOfTools(
  held: readonly TokenRecord[],
  services: Services,
): Promise<readonly ToolPlace[]> {
  try {
    const places = await (await services.places()).of(held.map(({ id }) => id));
    return await toolPlacesAmong(places, services);
  } catch (error) {
    services.log.error(t('Remembering where a token went'), error);
    return [];
  }
}
