/** A server's leaf certificate as it was presented, for a person to judge. */
export interface ServerCertificate {
  /** Host and port that presented it. */
  readonly host: string;
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses it is valid for. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256, lower-case hex without separators. */
  readonly fingerprint256: string;
  readonly selfSigned: boolean;
  /** PEM of the last certificate of the presented chain when it is an authority, to trust it. */
  readonly authority?: { readonly subject: string; readonly pem: string };
  /** Why it was refused: `unknown-authority`, `expired`, `not-yet-valid`, `wrong-name`, `pin-mismatch`, `other`. */
  readonly reason: CertificateFault;
}

export type CertificateFault =
  'unknown-authority' | 'expired' | 'not-yet-valid' | 'wrong-name' | 'pin-mismatch' | 'other';
