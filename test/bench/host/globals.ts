type Snapshot = ReadonlyMap<string, readonly unknown[]>;

/** Every property of `globalThis` with what it holds, and every variable of the environment. */
export function snapshot(): Snapshot {
  const properties = Reflect.ownKeys(globalThis).map((key) => {
    const property = Object.getOwnPropertyDescriptor(globalThis, key) ?? {};
    const parts = ['value', 'get', 'set'].map((part): unknown => Reflect.get(property, part));
    return [String(key), parts] as const;
  });
  const variables = Object.entries(process.env).map(
    ([name, value]) => [`process.env.${name}`, [value]] as const,
  );
  return new Map<string, readonly unknown[]>([...properties, ...variables]);
}

/** Names of what is not the very same any more. */
export function changes(before: Snapshot, after: Snapshot): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => {
    const [old, current] = [before.get(name), after.get(name)];
    return !old || !current || old.some((part, index) => !Object.is(part, current[index]));
  });
}
