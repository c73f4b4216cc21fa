import { t } from '../../core/l10n.ts';
import { withSecret } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import type { Services } from '../services.ts';

/** Shows the token of a row in the inspector. */
export async function decodeToken(row: unknown, services: Services): Promise<void> {
  await withToken(
    row,
    t('Decode Token'),
    services,
    withSecret,
    async ({ record, secrets }, { account }) => {
      const inspector = await services.inspector.open();
      await inspector.show({
        token: secrets.token,
        title: record.label,
        record,
        ...(account === undefined ? {} : { account }),
      });
    },
  );
}
