/** Curves by their names in OpenSSH (RFC 5656 §10.1), with the bytes of a coordinate. */
const curves = new Map([
  ['nistp256', { crv: 'P-256', size: 32 }],
  ['nistp384', { crv: 'P-384', size: 48 }],
  ['nistp521', { crv: 'P-521', size: 66 }],
]);

/**
 * The JWK of a public key as OpenSSH writes it, `ssh-ed25519 AAAA… comment` (RFC 4253 §6.6).
 * `undefined` for anything else.
 */
export function sshJwk(line: string): Readonly<Record<string, string>> | undefined {
  const base64 =
    /^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-nistp\d{3}) (AAAA[A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(
      line.trim(),
    )?.[1];
  if (base64 === undefined) return undefined;
  const [type, first, second] = fields(Buffer.from(base64, 'base64'));
  if (first === undefined) return undefined;
  switch (type?.toString()) {
    case 'ssh-ed25519':
      return { kty: 'OKP', crv: 'Ed25519', x: first.toString('base64url') };
    case 'ssh-rsa':
      return second && { kty: 'RSA', e: number(first), n: number(second) };
    default: {
      const curve = curves.get(first.toString());
      // An uncompressed point: 4, and the two coordinates.
      if (curve === undefined || second?.length !== 1 + 2 * curve.size) return undefined;
      return {
        kty: 'EC',
        crv: curve.crv,
        x: second.subarray(1, 1 + curve.size).toString('base64url'),
        y: second.subarray(1 + curve.size).toString('base64url'),
      };
    }
  }
}

/** Fields behind their lengths; an incomplete one ends the list. */
function fields(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    found.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return found;
}

/** Without the zero in front that marks a number as positive. */
const number = (bytes: Buffer): string =>
  (bytes[0] === 0 ? bytes.subarray(1) : bytes).toString('base64url');
