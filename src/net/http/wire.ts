/** A request ready for the wire: everything decided, escaped and checked. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly changes: boolean;
  readonly signal: AbortSignal;
  /** Called at the latest moment of which it is certain that nothing was sent yet. */
  readonly onHandOver: () => void;
}

export interface WireReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Inflated. Reading it rejects when the signal aborts. */
  readonly body: ReadableStream<Uint8Array> | null;
}

/** A way to servers. Follows no redirect; rejects with whatever its library throws. */
export type Route = (request: WireRequest) => Promise<WireReply>;
