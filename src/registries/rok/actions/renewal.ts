import type { TokenRecord } from '../../../core/token.ts';
import type { Renewal } from '../../contract/registry.ts';
import type { RokContext } from '../context.ts';
import { ownRow } from '../rows/own-row.ts';

/** What was chosen for a token, as its record keeps it (`TokenRecord.choices`). */
export interface Choices {
  /** Whole seconds. */
  readonly lifetime: string;
  readonly userName: string;
  readonly uuid: string;
}

/** Another token with the same choices; `undefined` when they are not known. */
export function renewal(context: RokContext, { choices }: TokenRecord): Renewal | undefined {
  const lifetime = choices?.['lifetime'];
  const uuid = choices?.['uuid'];
  if (lifetime === undefined || uuid === undefined) return undefined;
  const isOwn = choices?.['userName'] === context.connection.account.userName;
  return {
    action: 'issue',
    item: ownRow(context),
    values: { lifetime, ...(isOwn ? { subject: 'own' } : { subject: 'other', other: uuid }) },
  };
}
