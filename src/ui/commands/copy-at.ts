import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import { isPlace, tokenAtPlace } from '../editors/place.ts';
import type { Services } from '../services.ts';

/** Copies the token that a hover or a lens stands for. */
export async function copyAt(
  place: unknown,
  { clipboard, messages }: Pick<Services, 'clipboard' | 'messages'>,
): Promise<void> {
  if (!isPlace(place)) return;
  const text = tokenAtPlace(place);
  if (text === undefined) {
    messages.brief(t('The token is no longer there'));
    return;
  }
  const clearMs = await clipboard.copySecret(new Secret(text));
  messages.brief(
    clearMs === 0 ? t('Token copied') : t('Token copied, cleared in {0} s', clearMs / 1000),
  );
}
