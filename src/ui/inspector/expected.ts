import { t } from '../../core/l10n.ts';
import type { Expected } from '../../jwt/findings.ts';
import type { Steps } from '../wizard/steps.ts';
import { askLine } from './ask-line.ts';

/** What is expected, in few words; nothing when nothing is. */
export const expectedText = ({ audience, issuer }: Expected): string =>
  [audience, issuer].filter((text) => text !== undefined).join(' · ');

/**
 * Asks whom the person expects in “aud” and “iss”; an empty line expects nothing. `undefined` when
 * the person went back: what was expected before stays.
 */
export async function askExpected(
  title: string,
  before: Expected,
  steps: Steps,
): Promise<Expected | undefined> {
  const anything = () => undefined;
  const audience = await askLine(
    title,
    t('Whom the token should be for (“aud”); leave it empty for anybody.'),
    before.audience ?? '',
    anything,
    steps,
  );
  if (typeof audience !== 'object') return undefined;
  const issuer = await askLine(
    title,
    t('Who should have issued it (“iss”); leave it empty for anybody.'),
    before.issuer ?? '',
    anything,
    steps,
  );
  if (typeof issuer !== 'object') return undefined;
  return {
    ...(audience.value === '' ? {} : { audience: audience.value }),
    ...(issuer.value === '' ? {} : { issuer: issuer.value }),
  };
}
