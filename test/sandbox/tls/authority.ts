import './reflectMetadata.ts';
import { isIP } from 'node:net';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** Key and certificate of a TLS server or signer, both PEM. */
export interface Leaf {
  readonly key: string;
  readonly cert: string;
}

/** What a certificate is for: host names and addresses, validity, curve. */
export interface LeafOptions {
  readonly names: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly curve?: 'P-256' | 'P-384';
  /** For a client instead of a server; the first name is then the user. */
  readonly client?: boolean;
}

/** Where a certificate that signs itself differs from the others. */
export interface SelfSignedOptions extends Pick<LeafOptions, 'notBefore' | 'notAfter'> {
  /** Distinguished name; `CN=` and the first name unless told. */
  readonly subject?: string;
}

const DAY = 24 * 60 * 60 * 1000;
/** Names under which every sandbox server may be reached; the last one only through the proxy. */
export const SANDBOX_NAMES = ['localhost', '127.0.0.1', 'quay.sandbox.test'] as const;

/** A certificate authority that lives as long as the sandbox; its key never leaves memory. */
export class Authority {
  /** The CA certificate, PEM. */
  readonly pem: string;
  readonly #cert: x509.X509Certificate;
  readonly #keys: webcrypto.CryptoKeyPair;

  private constructor(cert: x509.X509Certificate, keys: webcrypto.CryptoKeyPair) {
    this.pem = `${cert.toString('pem')}\n`;
    this.#cert = cert;
    this.#keys = keys;
  }

  /** Makes a CA whose subject is `CN=<name>`, valid for a year around now. */
  static async create(name: string): Promise<Authority> {
    const keys = await generateKeys('P-256');
    const cert = await x509.X509CertificateGenerator.createSelfSigned(
      {
        name: `CN=${name}`,
        notBefore: new Date(Date.now() - DAY),
        notAfter: new Date(Date.now() + 365 * DAY),
        keys,
        signingAlgorithm: signing('P-256'),
        extensions: [
          new x509.BasicConstraintsExtension(true, undefined, true),
          new x509.KeyUsagesExtension(
            x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
            true,
          ),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
        ],
      },
      webcrypto,
    );
    return new Authority(cert, keys);
  }

  /** Issues a server's or a client's certificate; without dates it is valid from yesterday for 90 days. */
  async issue(options: LeafOptions): Promise<Leaf> {
    const keys = await generateKeys(options.curve ?? 'P-256');
    const cert = await x509.X509CertificateGenerator.create(
      {
        subject: `CN=${options.names[0] ?? 'nameless'}`,
        issuer: this.#cert.subject,
        ...validity(options),
        publicKey: keys.publicKey,
        signingKey: this.#keys.privateKey,
        signingAlgorithm: signing('P-256'),
        extensions: [
          ...(options.client === true ? clientExtensions() : serverExtensions(options.names)),
          await x509.AuthorityKeyIdentifierExtension.create(this.#keys.publicKey, false, webcrypto),
        ],
      },
      webcrypto,
    );
    return leaf(cert, keys);
  }
}

/** A certificate for the sandbox's names that ended yesterday. */
export function expiredLeaf(authority: Authority): Promise<Leaf> {
  return authority.issue({
    names: SANDBOX_NAMES,
    notBefore: new Date(Date.now() - 30 * DAY),
    notAfter: new Date(Date.now() - DAY),
  });
}

/** A valid certificate for a host that is not the sandbox. */
export function wrongNameLeaf(authority: Authority): Promise<Leaf> {
  return authority.issue({ names: ['elsewhere.example.test'] });
}

/** A certificate for the sandbox's names from a CA that nobody trusts. */
export async function unknownAuthorityLeaf(): Promise<Leaf> {
  const stranger = await Authority.create('Unknown CA of the sandbox');
  return stranger.issue({ names: SANDBOX_NAMES });
}

/** A P-384 certificate that signs itself, as an appliance makes at its first start. */
export async function selfSignedLeaf(
  names: readonly string[] = SANDBOX_NAMES,
  { subject, ...dates }: SelfSignedOptions = {},
): Promise<Leaf> {
  const keys = await generateKeys('P-384');
  const cert = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: subject ?? `CN=${names[0] ?? 'nameless'}`,
      ...validity({ names, ...dates }),
      keys,
      signingAlgorithm: signing('P-384'),
      extensions: serverExtensions(names),
    },
    webcrypto,
  );
  return leaf(cert, keys);
}

/** Wraps an RSA signing key in a self-signed certificate, for verifiers that ask for `x5c`. */
export async function signingCertificate(
  name: string,
  keys: webcrypto.CryptoKeyPair,
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      ...validity({ names: [] }),
      keys,
      signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)],
    },
    webcrypto,
  );
}

function generateKeys(curve: 'P-256' | 'P-384'): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, true, [
    'sign',
    'verify',
  ]);
}

function signing(curve: 'P-256' | 'P-384'): { name: string; hash: string } {
  return { name: 'ECDSA', hash: curve === 'P-256' ? 'SHA-256' : 'SHA-384' };
}

function validity(options: LeafOptions): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: options.notBefore ?? new Date(Date.now() - DAY),
    notAfter: options.notAfter ?? new Date(Date.now() + 90 * DAY),
  };
}

function serverExtensions(names: readonly string[]): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension(
      names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
    ),
  ];
}

function clientExtensions(): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
  ];
}

async function leaf(cert: x509.X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<Leaf> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    key: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
    cert: `${cert.toString('pem')}\n`,
  };
}
