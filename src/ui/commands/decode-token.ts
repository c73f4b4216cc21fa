import { t } from '../../core/l10n.ts';
import { withSecret } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import type { Services } from '../services.ts';
import { isNode } from '../tree/node.ts';

/** Shows the token of a row in the inspector. */
export async function decodeToken(row: unknown, services: Services): Promise<void> {
  await show(row, services, false);
}

/** The same for a row that was opened: the keyboard stays in the tree. */
export async function openRow(row: unknown, services: Services): Promise<void> {
  if (isNode(row)) await show(row, services, true);
}

async function show(row: unknown, services: Services, isGlance: boolean): Promise<void> {
  await withToken(
    row,
    t('Decode Token'),
    services,
    withSecret,
    async ({ record, secrets }, { account }) => {
      const inspector = await services.inspector.open();
      const subject = { token: secrets.token, title: record.label, record };
      await inspector.show(account === undefined ? subject : { ...subject, account }, isGlance);
    },
  );
}
