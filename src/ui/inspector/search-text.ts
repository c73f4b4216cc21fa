import { cancelled } from '../../core/concurrency/cancelled.ts';
import { t } from '../../core/l10n.ts';
import { firstTokenIn } from '../../jwt/search.ts';
import type { Doors } from '../doors/doors.ts';

/** Looks for the first token of a long text; see `readablePart`, and `meantPart` for `tells`. */
export async function searchText(
  text: string,
  { progress, messages }: Pick<Doors, 'progress' | 'messages'>,
  tells: boolean,
): Promise<string | undefined> {
  const part = await progress(t('Looking for a token…'), async (signal) => {
    const found = await firstTokenIn(text, () => signal.aborted);
    if (signal.aborted) throw cancelled();
    return found;
  });
  if (part === undefined && tells) {
    await messages.info(
      t(
        'No JWT was found in this text of {0} characters. In a text this long nothing else is looked for: select the token itself.',
        text.length.toLocaleString('en'),
      ),
    );
  }
  return part;
}
