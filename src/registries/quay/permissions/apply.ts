import { type ErrorCode, RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { QuayContext } from '../context.ts';
import type { RobotName } from '../rows/names.ts';
import type { Wanted } from './role.ts';

/** As many changes as are on their way at a time. */
const atOnce = 4;

/** What says that the next change would fare no better. */
const hopeless: readonly ErrorCode[] = [
  'lost-answer',
  'not-authorized',
  'plain-http',
  'proxy',
  'rate-limited',
  'read-only',
  'sign-in-expired',
  'sign-in-missing',
  'timeout',
  'tls',
  'unreachable',
];

/** How far a set of changes came. */
export interface Applied<T extends Wanted> {
  readonly done: readonly T[];
  /** Not done for certain, or of unknown fate (`lost-answer`): with the reason. */
  readonly failed: readonly { readonly one: T; readonly error: RegistryError }[];
  /** Never sent: cancelled before, or behind a failure that concerns them all. */
  readonly unsent: readonly T[];
}

/**
 * Sends every change once, a few at a time. When it is cancelled, nothing more is sent and what is
 * on its way is waited for, so that it is known what was done.
 */
export async function apply<T extends Wanted>(
  context: QuayContext,
  robot: RobotName,
  changes: readonly T[],
  signal: AbortSignal,
): Promise<Applied<T>> {
  const done: T[] = [];
  const failed: { readonly one: T; readonly error: RegistryError }[] = [];
  const unsent: T[] = [];
  let isHopeless = false;
  const queue = changes.values();
  const work = async (): Promise<void> => {
    for (const one of queue) {
      if (signal.aborted || isHopeless) {
        unsent.push(one);
        continue;
      }
      try {
        await send(context, robot, one);
        done.push(one);
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        failed.push({ one, error });
        isHopeless ||= hopeless.includes(error.code);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  context.memory.forgetPermissions(robot);
  return { done, failed, unsent };
}

async function send(
  { permissions, repositories }: QuayContext,
  robot: RobotName,
  { repository, role }: Wanted,
): Promise<void> {
  const toTheEnd = new AbortController().signal;
  try {
    if (role === 'none') await permissions.remove(robot, repository, toTheEnd);
    else await permissions.set(robot, repository, role, toTheEnd);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'server') throw error;
    // A repository that is gone is a fault of the server, too (docs/registries/quay.md §8.2).
    const namespace = robot.namespace.name;
    if (await repositories.exists(namespace, repository, toTheEnd)) throw error;
    throw noRepository(namespace, repository, error);
  }
}

export const noRepository = (
  namespace: string,
  repository: string,
  cause?: unknown,
): RegistryError =>
  new RegistryError('not-found', t('There is no repository {0}.', `${namespace}/${repository}`), {
    cause,
  });
