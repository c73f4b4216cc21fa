/**
 * `@peculiar/x509` resolves its algorithms through tsyringe, which refuses to load without the
 * metadata functions of `Reflect`. These are the ones it calls, kept in a WeakMap. A real polyfill
 * that is already present is left alone.
 */
type Key = string | symbol | undefined;
type MetadataReflect = typeof Reflect & {
  defineMetadata?: (name: unknown, value: unknown, target: object, key?: Key) => void;
  getOwnMetadata?: (name: unknown, target: object, key?: Key) => unknown;
  getMetadata?: (name: unknown, target: object, key?: Key) => unknown;
  hasOwnMetadata?: (name: unknown, target: object, key?: Key) => boolean;
};

const reflect: MetadataReflect = Reflect;

if (reflect.getMetadata === undefined) {
  const store = new WeakMap<object, Map<Key, Map<unknown, unknown>>>();
  const own = (target: object, key: Key) => store.get(target)?.get(key);

  reflect.defineMetadata = (name, value, target, key) => {
    const members = store.get(target) ?? new Map<Key, Map<unknown, unknown>>();
    const entries = members.get(key) ?? new Map<unknown, unknown>();
    store.set(target, members.set(key, entries.set(name, value)));
  };
  reflect.getOwnMetadata = (name, target, key) => own(target, key)?.get(name);
  reflect.hasOwnMetadata = (name, target, key) => own(target, key)?.has(name) ?? false;
  reflect.getMetadata = (name, target, key) => {
    for (let at: object | null = target; at !== null; at = Reflect.getPrototypeOf(at)) {
      const entries = own(at, key);
      if (entries?.has(name)) {
        return entries.get(name);
      }
    }
    return undefined;
  };
}
