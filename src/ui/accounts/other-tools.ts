import { kinds } from '../../registries/kinds.ts';
import { detailLine } from '../tree/detail-line.ts';
import { findAccounts } from './found-accounts.ts';
import type { Offer } from './offer.ts';

/** What other tools are set up with, of every kind that knows where to look. */
export async function findOffers(): Promise<Offer[]> {
  const all = await Promise.all(
    kinds.map(async (entry) =>
      (await findAccounts(entry)).map(
        ({ source, label, values, preview, hasSignIn, hasSteps }) => ({
          kind: entry.kind,
          label,
          url: typeof values['url'] === 'string' ? values['url'] : '',
          tls: undefined,
          values,
          hasSignIn,
          hasSteps: hasSteps === true,
          source,
          preview: preview.map(detailLine),
        }),
      ),
    ),
  );
  return all.flat();
}
