import { t } from '../../../core/l10n.ts';
import type { OutsideText } from '../../../core/outside-text.ts';
import { lastWords } from '../program-output.ts';
import type { KubeSettings } from '../settings.ts';

/**
 * Shows what a credential plugin says while it waits for a person: the page to open and the code to
 * enter there. `said` is all that it has written to stderr so far.
 */
export function tellSignIn(
  plugin: string,
  said: OutsideText,
  { tell }: Pick<KubeSettings, 'tell'>,
): void {
  if (!said.says(/\n$/) || !said.says(/https?:\/\/\S/)) return;
  tell?.(t('The credential plugin “{0}” says: {1}', plugin, lastWords(said)));
}
