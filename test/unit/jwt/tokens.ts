/** Half past two on a Sunday, as far as these tests are concerned. */
export const now = Date.UTC(2026, 10, 22, 14, 30);
export const nowSeconds = now / 1000;

/** A text that must never turn up in what is shown; as long as a signature of RSA. */
export const signature = Buffer.from('planted-signature-planted'.repeat(11).slice(0, 256)).toString(
  'base64url',
);

export function segment(content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return Buffer.from(text).toString('base64url');
}

/** A compact token of the given header and claims (objects, or JSON text as it stands). */
export function token(
  claims: unknown,
  header: unknown = { alg: 'RS256' },
  last = signature,
): string {
  return `${segment(header)}.${segment(claims)}.${last}`;
}

/** What Quay's `/v2/auth` issues (docs/registries/quay.md §2.2). */
export const quayClaims = {
  iss: 'quay',
  aud: 'quay.example.test',
  sub: 'acme+ci',
  iat: nowSeconds - 480,
  nbf: nowSeconds - 480,
  exp: nowSeconds + 3120,
  access: [{ type: 'repository', name: 'acme/web', actions: ['pull', 'push'] }],
  context: { version: 2, entity_kind: 'robot', entity_reference: 'acme+ci', kind: 'user' },
};

/** A repeatable sequence of numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
