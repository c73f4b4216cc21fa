import { t } from '../../core/l10n.ts';
import type { Steps } from '../wizard/steps.ts';

/** A token that the person pastes into a masked box. */
export async function askForToken(
  title: string,
  prompt: string,
  steps: Steps,
): Promise<string | undefined> {
  const result = await steps.text({
    frame: { title, step: 1, totalSteps: 1 },
    prompt,
    value: '',
    secret: true,
    normalize: (text) => text.trim(),
    check: (text) =>
      text === '' ? { severity: 'error', message: t('Please paste a token.') } : undefined,
  });
  return result.kind === 'value' ? result.value : undefined;
}
