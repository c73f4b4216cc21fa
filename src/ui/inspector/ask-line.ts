import type { Remark } from '../../registries/contract/form.ts';
import type { Steps } from '../wizard/steps.ts';

/** Asks for a line in a second step; `back` for a change of mind, `undefined` for the end. */
export async function askLine(
  title: string,
  prompt: string,
  value: string,
  check: (text: string) => Remark | undefined,
  steps: Steps,
): Promise<{ readonly value: string } | 'back' | undefined> {
  const result = await steps.text({
    frame: { title, step: 2, totalSteps: 2 },
    prompt,
    value,
    secret: false,
    normalize: (text) => text.trim(),
    check,
  });
  if (result.kind === 'value') return result;
  return result.kind === 'back' ? 'back' : undefined;
}
