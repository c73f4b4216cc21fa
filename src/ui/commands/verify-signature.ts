import { t } from '../../core/l10n.ts';
import { isSigned } from '../../jwt/decoded.ts';
import { verifySecret } from '../../jwt/of-secret.ts';
import { messages } from '../doors/messages.ts';
import type { Inspector, Shown } from '../inspector/inspector.ts';
import { chooseKeys, type KeyChoice } from '../inspector/key-choice.ts';
import { withProgress } from '../actions/progress.ts';
import { report } from '../actions/report.ts';
import type { Services } from '../services.ts';
import { findAndShow } from './decode.ts';

/** Checks the signature of the token that is shown, with keys of the person's choice. */
export async function verifySignature(services: Services): Promise<void> {
  const inspector = await services.inspector.open();
  const shown = inspector.shown ?? (await findAndShow(services));
  if (shown === undefined) return;
  if (!isSigned(shown.decoded)) {
    await messages.info(t('This token has no signature that could be checked.'));
    return;
  }
  const choice = await chooseKeys(shown, services);
  if (choice !== undefined) await check(shown, choice, inspector, services);
}

async function check(
  shown: Shown,
  choice: KeyChoice,
  inspector: Inspector,
  services: Services,
): Promise<void> {
  inspector.tell(shown, { kind: 'busy' });
  try {
    if (choice.refusal !== undefined) {
      const refused = { state: 'unchecked', message: choice.refusal } as const;
      inspector.tell(shown, { kind: 'done', check: refused, origin: '', skew: undefined });
      return;
    }
    const { material, origin, skew } = await withProgress(t('Reading the keys…'), choice.read);
    const result = await verifySecret(shown.token, material);
    const { expected = {} } = choice;
    inspector.tell(shown, { kind: 'done', check: result, origin, skew, expected });
  } catch (error) {
    inspector.tell(shown, { kind: 'none' });
    await report(error, services.log, choice.account);
  }
}
