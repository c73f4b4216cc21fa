import { FEDERATED_ROBOT, FEDERATED_SUBJECT, PROXIED_HOST } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import type { DrpSandbox } from './drp/drp.ts';
import { AWKWARD_USER } from './drp/fixture.ts';
import { NAMESPACE, SERVICE } from './kube/resources.ts';
import { contexts } from './rok/rok.ts';

/** Life of the ready-made OIDC token, in seconds: long enough to try things for a day. */
const OIDC_TOKEN_LIFETIME_S = 24 * 60 * 60;

/** The sandbox in one JSON object: addresses, files and invented credentials. */
export type SandboxDescription = Awaited<ReturnType<typeof describeSandbox>>;

/** Everything a person or a suite in another process needs to use the sandbox. */
export async function describeSandbox(sandbox: Sandbox) {
  const { quay, jfrog, rok, oidc } = sandbox;
  const { tokens, world } = quay;
  return {
    ca: sandbox.ca,
    control: sandbox.control,
    proxy: { url: sandbox.proxy.url, host: PROXIED_HOST },
    elsewhere: sandbox.elsewhere.url,
    drp: describeDrp(sandbox.drp),
    drp4: describeDrp(sandbox.drp4),
    quay: {
      url: quay.url,
      token: tokens.full.secret,
      everythingToken: tokens.everything.secret,
      userAdminToken: tokens.userAdmin.secret,
      orgAdminToken: tokens.orgAdmin.secret,
      repoReadToken: tokens.repoRead.secret,
      repoCreateToken: tokens.repoCreate.secret,
      readOnlyToken: tokens.readOnly.secret,
      expiredToken: tokens.expired.secret,
      user: 'dana',
      password: world.users.get('dana')?.password ?? '',
      organization: 'acme-platform',
      robot: { name: FEDERATED_ROBOT, token: world.robots.get(FEDERATED_ROBOT)?.token ?? '' },
      issuer: quay.settings.keyService,
      service: quay.hostname,
      realm: `${quay.url}/v2/auth`,
      rootCertBundle: sandbox.rootCertBundle,
      oidc: {
        issuer: oidc.issuer,
        subject: FEDERATED_SUBJECT,
        token: await oidc.mint({ sub: FEDERATED_SUBJECT, lifetime: OIDC_TOKEN_LIFETIME_S }),
      },
    },
    jfrog: {
      url: jfrog.url,
      host: jfrog.host,
      token: jfrog.world.jwt(jfrog.tokens.admin),
      admin: 'ada',
      userToken: jfrog.world.jwt(jfrog.tokens.user),
      expiredToken: jfrog.world.jwt(jfrog.tokens.expired),
      user: 'bob',
      password: jfrog.world.users.get('bob')?.password ?? '',
    },
    rok: {
      url: rok.url,
      kubeconfig: rok.kubeconfig,
      context: contexts.token,
      certificateContext: contexts.certificate,
      namespace: NAMESPACE,
      service: SERVICE,
      user: 'jdoe',
      kube: rok.kube.url,
    },
  };
}

/** A registry that signed its own certificate: it is trusted by fingerprint or by that certificate. */
function describeDrp({
  url,
  user,
  password,
  fingerprint256,
  certificate,
  world,
  settings,
  expired,
}: DrpSandbox) {
  const awkward = world.users.get(AWKWARD_USER);
  return {
    url,
    version: settings.version,
    user,
    password,
    fingerprint: fingerprint256,
    certificate,
    alice: { user: 'alice', password: world.users.get('alice')?.password ?? '' },
    awkward: { user: AWKWARD_USER, password: awkward?.password ?? '' },
    expired: { url: expired.url, fingerprint: expired.fingerprint256 },
  };
}
