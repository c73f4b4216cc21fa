import type { IssuedToken } from '../../core/token.ts';
import type { Services } from '../services.ts';
import { attempt } from './attempt.ts';
import { obtain } from './obtain.ts';
import type { Able } from './pick/able.ts';
import { pickToken } from './pick/token.ts';
import type { TokenTarget } from './pick/token-target.ts';

/** Finds a token (the row's, or one the person chooses), gets its secret, and does the work. */
export async function withToken(
  row: unknown,
  title: string,
  services: Services,
  able: Able,
  work: (token: IssuedToken, target: TokenTarget) => Promise<void>,
): Promise<void> {
  const target = await pickToken(row, services, title, able);
  if (target === undefined) return;
  await attempt(target.account, services, async () => work(await obtain(target, services), target));
}
