import { configFile } from '../docker/config.ts';
import type { DockerEnvironment } from '../docker/environment.ts';
import { helperOf, putHelper, removeHelper } from '../logins/credential-helpers.ts';
import { sendingOf, type ServedHost, type ServedHosts } from '../places/served.ts';
import { helperName } from './names.ts';

/** Which token a host is to be served with. */
export interface Order {
  readonly host: string;
  readonly tokenId: string;
  readonly user: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/**
 * Begins to serve a host: remembers it, then sends the host's clients to our helper. When that
 * fails, nothing is remembered and the file is as it was. Programs that were refused stay refused.
 */
export async function beginServing(
  order: Order,
  served: ServedHosts,
  environment: DockerEnvironment,
): Promise<ServedHost | undefined> {
  const config = configFile(environment);
  const { host } = order;
  const standing = await helperOf(config, host, environment.home);
  const before = await served.get(host);
  // Our own entry is no former one; what stood before it is remembered already.
  const former = standing === helperName ? before?.former : standing;
  await served.change(host, (entry) => ({
    ...order,
    config,
    ...(former === undefined ? {} : { former }),
    ...(entry?.others === undefined ? {} : { others: entry.others }),
    uses: entry?.uses ?? [],
  }));
  try {
    await putHelper(config, host, environment.home);
  } catch (error) {
    await served.change(host, () => before);
    throw error;
  }
  return served.get(host);
}

/**
 * Sends the clients that read another file than Docker's to our helper as well. The host must be
 * served; what stood in the file is remembered first.
 */
export async function sendFrom(
  file: string,
  host: string,
  served: ServedHosts,
  home: string,
): Promise<void> {
  const standing = await helperOf(file, host, home);
  if (standing === helperName) return;
  const sending = { file, ...(standing === undefined ? {} : { former: standing }) };
  await served.change(
    host,
    (entry) =>
      entry && {
        ...entry,
        others: [...(entry.others ?? []).filter((one) => one.file !== file), sending],
      },
  );
  await putHelper(file, host, home);
}

/**
 * Stops serving a host: it is forgotten first, so that no client gets its login from then on, even
 * if the configuration cannot be put back. Rejects with why that failed.
 */
export async function endServing(host: string, served: ServedHosts, home: string): Promise<void> {
  const entry = await served.get(host);
  if (entry === undefined) return;
  await served.change(host, () => undefined);
  await undoSending(entry, home);
}

/** Puts every file back, also when one of them cannot be: rejects with why the first could not. */
export async function undoSending(entry: ServedHost, home: string): Promise<void> {
  const undone = await Promise.allSettled(
    sendingOf(entry).map(({ file, former }) => removeHelper(file, entry.host, former, home)),
  );
  const failure = undone.find((one) => one.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
