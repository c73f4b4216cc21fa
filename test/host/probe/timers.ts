import { Session } from 'node:inspector/promises';
import type { Debugger, Runtime } from 'node:inspector';

/** A timer that is waiting in this process, and where the function that it will call was written. */
export interface LiveTimer {
  /** Address of the script. */
  readonly script: string;
  /** Milliseconds. */
  readonly after: number;
}

/**
 * Finds all waiting timers of this process, whoever set them and whenever: asks the debugger for
 * every timer object on the heap and for the place of its function.
 */
export async function liveTimers(): Promise<LiveTimer[]> {
  const session = new Session();
  session.connect();
  try {
    const scripts = new Map<string, string>();
    session.on(
      'Debugger.scriptParsed',
      ({ params }: { params: Debugger.ScriptParsedEventDataType }) =>
        scripts.set(params.scriptId, params.url),
    );
    await session.post('Debugger.enable');
    const timers = await session.post('Runtime.queryObjects', {
      prototypeObjectId: await timerPrototype(session),
    });
    const found: LiveTimer[] = [];
    for (const timer of await elements(session, timers.objects)) {
      const members = await own(session, timer);
      if (members.get('_destroyed')?.value === true) continue;
      const callback = members.get('_onTimeout');
      if (callback?.objectId === undefined || callback.type !== 'function') continue;
      const after: unknown = members.get('_idleTimeout')?.value;
      found.push({
        script: scripts.get(await scriptOf(session, callback.objectId)) ?? '',
        after: typeof after === 'number' ? after : -1,
      });
    }
    return found;
  } finally {
    session.disconnect();
  }
}

async function timerPrototype(session: Session): Promise<string> {
  const { result } = await session.post('Runtime.evaluate', {
    expression: `(() => {
      const timer = setTimeout(() => undefined, 1);
      clearTimeout(timer);
      return Object.getPrototypeOf(timer);
    })()`,
  });
  if (result.objectId === undefined) throw new Error('timers have no prototype');
  return result.objectId;
}

async function elements(session: Session, array: Runtime.RemoteObject): Promise<string[]> {
  const members = await own(session, array.objectId ?? '');
  return [...members]
    .filter(([name]) => /^\d+$/.test(name))
    .flatMap(([, { objectId }]) => objectId ?? []);
}

async function own(session: Session, objectId: string): Promise<Map<string, Runtime.RemoteObject>> {
  const { result } = await session.post('Runtime.getProperties', { objectId, ownProperties: true });
  return new Map(
    result.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** The id of the script in which a function was written. */
async function scriptOf(session: Session, objectId: string): Promise<string> {
  const { internalProperties } = await session.post('Runtime.getProperties', {
    objectId,
    ownProperties: true,
  });
  const location = internalProperties?.find(({ name }) => name === '[[FunctionLocation]]');
  const place = location?.value?.value as { readonly scriptId: string } | undefined;
  return place?.scriptId ?? '';
}
