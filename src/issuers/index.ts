import type { TokenLanguage, TokenLanguageEntry } from '../core/token-language.ts';
import type { Values } from '../core/values.ts';
import { opaqueForms } from './opaque-forms.ts';

type Speaks = TokenLanguageEntry['speaks'];

const entry = (speaks: Speaks, load: () => Promise<TokenLanguage>): TokenLanguageEntry => ({
  secrets: [],
  opaque: [],
  speaks,
  load,
});

/** Tells by the text of `iss`. */
const issuedBy =
  (issuer: RegExp): Speaks =>
  ({ iss }) =>
    typeof iss === 'string' && issuer.test(iss);

const has =
  (...names: readonly string[]): Speaks =>
  (claims: Values) =>
    names.every((name) => Object.hasOwn(claims, name));

const either =
  (...all: readonly Speaks[]): Speaks =>
  (claims, header) =>
    all.some((speaks) => speaks(claims, header));

/** Tells by how `sub` begins. */
const subject =
  (prefix: string): Speaks =>
  ({ sub }) =>
    typeof sub === 'string' && sub.startsWith(prefix);

/**
 * Issuers that are no kind of registry here: each in a file of its own, loaded when one of its
 * tokens is met.
 */
export const issuers: readonly TokenLanguageEntry[] = [
  entry(
    either(
      (claims) => Object.keys(claims).some((name) => name.startsWith('kubernetes.io')),
      subject('system:serviceaccount:'),
    ),
    async () => (await import('./kubernetes.ts')).kubernetes,
  ),
  entry(
    either(
      issuedBy(/^https:\/\/token\.actions\.githubusercontent\.com|\/_services\/token$/),
      has('repository_owner', 'workflow_ref'),
    ),
    async () => (await import('./github-actions.ts')).githubActions,
  ),
  entry(has('project_path', 'pipeline_id'), async () => (await import('./gitlab-ci.ts')).gitlabCi),
  entry(
    issuedBy(/^https:\/\/oidc\.circleci\.com/),
    async () => (await import('./circleci.ts')).circleci,
  ),
  entry(
    issuedBy(/^https:\/\/agent\.buildkite\.com/),
    async () => (await import('./buildkite.ts')).buildkite,
  ),
  entry(has('terraform_run_id'), async () => (await import('./terraform.ts')).terraform),
  entry(
    issuedBy(/^(?:https:\/\/)?(?:accounts\.google\.com|securetoken\.google\.com\/)/),
    async () => (await import('./google.ts')).google,
  ),
  entry(
    issuedBy(
      /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net|[\w-]+\.(?:b2clogin|ciamlogin)\.com)\//,
    ),
    async () => (await import('./entra.ts')).entra,
  ),
  entry(issuedBy(/^https:\/\/cognito-idp\./), async () => (await import('./cognito.ts')).cognito),
  entry(
    either(issuedBy(/\.auth0\.com\/?$/), has('gty')),
    async () => (await import('./auth0.ts')).auth0,
  ),
  entry(
    either(issuedBy(/\/realms\/[^/]+$/), has('realm_access')),
    async () => (await import('./keycloak.ts')).keycloak,
  ),
  entry(
    // A server under a name of its own is known by the claims that each access token of a user has.
    either(
      issuedBy(/^https:\/\/[\w.-]+\.(?:okta|oktapreview|okta-emea)\.com/),
      has('cid', 'uid', 'scp', 'ver'),
    ),
    async () => (await import('./okta.ts')).okta,
  ),
  entry(
    issuedBy(/\/v1\/(?:[^/]{1,100}\/){0,8}identity\/oidc/),
    async () => (await import('./vault.ts')).vault,
  ),
  entry(subject('spiffe://'), async () => (await import('./spiffe.ts')).spiffe),
  entry(
    either(
      issuedBy(/^(?:https:\/\/)?(?:auth|login|api)\.docker\.(?:io|com)/),
      has('https://hub.docker.com'),
    ),
    async () => (await import('./docker-hub.ts')).dockerHub,
  ),
  entry(issuedBy(/^harbor-token-/), async () => (await import('./harbor.ts')).harbor),
  entry(issuedBy(/^https:\/\/appleid\.apple\.com/), async () => (await import('./apple.ts')).apple),
  entry(
    issuedBy(/^Azure Container Registry/),
    async () => (await import('./container-registry.ts')).containerRegistry,
  ),
  entry(
    (_claims, { signer }) =>
      typeof signer === 'string' && signer.startsWith('arn:aws:elasticloadbalancing'),
    async () => (await import('./load-balancer.ts')).loadBalancer,
  ),
  {
    secrets: [],
    opaque: opaqueForms,
    speaks: () => false,
    load: async () => (await import('./opaque-tokens.ts')).opaqueTokens,
  },
];
