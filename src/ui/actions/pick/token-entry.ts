import { t } from '../../../core/l10n.ts';
import { remainingText } from '../../../core/remaining.ts';
import type { Services } from '../../services.ts';
import type { Entry } from '../../wizard/entry-index.ts';
import type { TokenTarget } from './token-target.ts';

/** A token in words that read well aloud: `acme+ci`, `6 d left · Acme`. */
export function entryOf(
  target: TokenTarget,
  { clock }: Pick<Services, 'clock'>,
): Entry<TokenTarget> {
  const { record, account } = target;
  const { id, label, subject, lifetime } = record;
  const where = account?.label ?? t('Pasted tokens');
  // What an account is named after is not said twice.
  const isSaid = label.includes(subject) || where === subject;
  const description = [
    ...(isSaid ? [] : [subject]),
    remainingText(lifetime, clock.now()),
    where,
  ].join(' · ');
  return { key: id, label, description, value: target };
}
