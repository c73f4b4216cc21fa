/** An object of the API as it is kept: with its metadata, without kind and version. */
export interface Stored extends Readonly<Record<string, unknown>> {
  readonly metadata: Metadata;
}

export interface Metadata extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
}

/** An object before the server has given it what it gives. */
type Unstored = Readonly<Record<string, unknown>> & {
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string };
};

/** Resources whose objects can be made and changed. */
export type Resource = 'secrets' | 'serviceaccounts';

const CREATED = '2026-08-01T08:00:00Z';

/** The objects that are kept, each with the version that the next change has to know. */
export class Store {
  readonly #objects = new Map<string, Stored>();
  #version = 300;

  list(resource: Resource, namespace: string): readonly Stored[] {
    const prefix = `${resource}/${namespace}/`;
    return [...this.#objects]
      .filter(([key]) => key.startsWith(prefix))
      .map(([, object]) => object)
      .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  get(resource: Resource, namespace: string, name: string): Stored | undefined {
    return this.#objects.get(`${resource}/${namespace}/${name}`);
  }

  /** An object as it would be kept: what the server gives it comes from the one that is there. */
  prepare(resource: Resource, namespace: string, object: Unstored): Stored {
    const { name } = object.metadata;
    const before = this.get(resource, namespace, name)?.metadata;
    return {
      ...object,
      metadata: {
        ...object.metadata,
        name,
        namespace,
        uid: before?.uid ?? `uid-${namespace}-${name}`,
        resourceVersion: before?.resourceVersion ?? '',
        creationTimestamp: before?.creationTimestamp ?? CREATED,
      },
    };
  }

  /** Keeps an object in its next version. */
  put(resource: Resource, namespace: string, object: Unstored): Stored {
    const prepared = this.prepare(resource, namespace, object);
    this.#version += 1;
    const metadata = { ...prepared.metadata, resourceVersion: String(this.#version) };
    const stored = { ...prepared, metadata };
    this.#objects.set(`${resource}/${namespace}/${metadata.name}`, stored);
    return stored;
  }

  delete(resource: Resource, namespace: string, name: string): void {
    this.#objects.delete(`${resource}/${namespace}/${name}`);
  }

  /** As it is in a new cluster: every namespace has the service account that its pods have. */
  reset(namespaces: readonly string[]): void {
    this.#objects.clear();
    for (const namespace of namespaces) {
      this.put('serviceaccounts', namespace, { metadata: { name: 'default' } });
    }
  }
}
