/** What a signature is over, and the signature: the flattened form of RFC 7515 §7.2.2. */
export interface SigningInput {
  /** In base64url; absent when nothing of the header is signed. */
  readonly protected?: string;
  readonly header?: { readonly alg?: string };
  /** In base64url, or as it stands where the header says so (RFC 7797 §3). */
  readonly payload: string | Uint8Array;
  /** In base64url. */
  readonly signature: string;
}
