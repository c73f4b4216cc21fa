/** How far an account's server certificate is trusted beyond the machine's own authorities. */
export interface TlsTrust {
  /** PEM text of one or more certificate authorities (or of a self-signed leaf). */
  readonly ca?: string;
  /** SHA-256 of the server's leaf certificate, lower-case hex without separators. */
  readonly fingerprint256?: string;
}

/** A saved connection. It never contains a secret and may stand in plain storage. */
export interface Account {
  /** Random and stable; secrets and tree rows are keyed by it. */
  readonly id: string;
  readonly kind: string;
  /** The name the person sees and chooses by. */
  readonly label: string;
  /** Base URL without a trailing slash; kinds without a server address leave it empty. */
  readonly url: string;
  /** Whom the sign-in belongs to, as the server names it. */
  readonly userName: string;
  readonly tls?: TlsTrust;
  /** The person said yes to a plain `http:` address off loopback. */
  readonly allowPlainHttp?: boolean;
  /** Further choices of the kind (a Kubernetes context, say); never secret. */
  readonly options: Readonly<Record<string, string>>;
}
