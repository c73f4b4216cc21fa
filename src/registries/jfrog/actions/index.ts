import type { Actions } from '../../contract/action.ts';
import type { JfrogContext } from '../context.ts';
import { issue } from './issue.ts';
import { pair } from './pair.ts';
import { refresh } from './refresh.ts';
import { revoke } from './revoke.ts';
import { revokeValue } from './revoke-value.ts';

/** Everything that can be done with an account's rows. */
export const actions = (context: JfrogContext): Actions => ({
  issue: issue(context),
  refresh: refresh(context),
  revoke: revoke(context),
  revokeValue: revokeValue(context),
  pair: pair(context),
});
