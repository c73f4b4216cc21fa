/**
 * Whether the environment asks for certificates not to be checked (`NODE_TLS_REJECT_UNAUTHORIZED`).
 * Node follows it wherever a connection does not say otherwise; here none follows it.
 */
export const environmentForgoesChecks = (): boolean =>
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
