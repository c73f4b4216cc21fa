import type { Disposable, Event } from '../../core/emitter.ts';

/** Something that watches from when it is first needed. */
interface Watch {
  /** After each of these it is asked again whether it is needed. */
  readonly changed: Event<unknown>;
  readonly isNeeded: () => boolean;
  readonly start: () => Promise<Disposable>;
  /** Hears why it could not be started; the next change tries again. */
  readonly onError: (error: unknown) => void;
}

/** Starts a watch once it is needed, now or later, so that its code is not read before. */
export function onFirstNeed({ changed, isNeeded, start, onError }: Watch): Disposable {
  let started: Promise<Disposable> | undefined;
  const look = () => {
    if (started !== undefined || !isNeeded()) return;
    started = start();
    started.catch((error: unknown) => {
      started = undefined;
      onError(error);
    });
  };
  const subscription = changed(look);
  look();
  return {
    dispose: () => {
      subscription.dispose();
      started?.then(
        (watch) => watch.dispose(),
        () => undefined,
      );
    },
  };
}
