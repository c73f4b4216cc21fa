import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redact } from '../../../src/core/redact.ts';
import { issuers } from '../../../src/issuers/index.ts';
import { opaqueForms } from '../../../src/issuers/opaque-forms.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { isWrittenIn } from '../../../src/jwt/languages.ts';
import { read } from '../jwt/read.ts';
import { now, nowSeconds, token } from '../jwt/tokens.ts';

const explained = (text: string) => {
  const { decoded, languages } = read(text);
  const tables = issuers.filter((entry) => isWrittenIn(decoded, entry));
  return { ...explain(decoded, { now, languages }), tables };
};

interface Case {
  readonly name: string;
  readonly claims: object;
  readonly header?: object;
  readonly summary: RegExp;
  /** A claim, and a part of what is said of it. */
  readonly meaning: readonly [claim: string, RegExp];
}

const base = { iat: nowSeconds, exp: nowSeconds + 600 };
const cases: readonly Case[] = [
  {
    name: 'GitHub Actions',
    claims: {
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:octo/app:ref:refs/heads/main',
      repository: 'octo/app',
      ref: 'refs/heads/main',
      run_id: '1',
    },
    summary: /^a workflow of octo\/app on refs\/heads\/main at https:\/\/token\.actions/,
    meaning: ['run_id', /^the run \(GitHub Actions\)$/],
  },
  {
    name: 'GitLab CI',
    claims: { iss: 'https://gitlab.test', project_path: 'a/b', pipeline_id: '1', ref: 'main' },
    summary: /^a job of a\/b on main/,
    meaning: ['pipeline_id', /GitLab CI/],
  },
  {
    name: 'CircleCI',
    claims: { iss: 'https://oidc.circleci.com/org/x', 'oidc.circleci.com/project-id': 'p' },
    summary: /circleci/,
    meaning: ['oidc.circleci.com/project-id', /the project \(CircleCI\)/],
  },
  {
    name: 'Buildkite',
    claims: {
      iss: 'https://agent.buildkite.com',
      organization_slug: 'acme',
      pipeline_slug: 'web',
      build_branch: 'main',
    },
    summary: /^a job of acme\/web on main/,
    meaning: ['pipeline_slug', /Buildkite/],
  },
  {
    name: 'HCP Terraform',
    claims: {
      iss: 'https://app.terraform.io',
      terraform_run_id: 'run-1',
      terraform_organization_name: 'acme',
      terraform_workspace_name: 'prod',
    },
    summary: /^a run of the workspace acme\/prod/,
    meaning: ['terraform_run_id', /the run/],
  },
  {
    name: 'Kubernetes',
    claims: {
      sub: 'system:serviceaccount:ci:builder',
      'kubernetes.io': { namespace: 'ci', warnafter: nowSeconds + 60 },
    },
    summary: /^service account builder in namespace ci/,
    meaning: ['kubernetes.io', /bound to in the cluster/],
  },
  {
    name: 'Google',
    claims: { iss: 'https://accounts.google.com', sub: '1', email: 'a@x.test', hd: 'x.test' },
    summary: /^a@x\.test at/,
    meaning: ['hd', /Workspace domain/],
  },
  {
    name: 'Entra 2',
    claims: {
      iss: 'https://login.microsoftonline.com/t/v2.0',
      sub: 'x',
      name: 'Dana',
      scp: 'User.Read Mail.Read',
    },
    summary: /^Dana at .*, with scope User\.Read Mail\.Read/,
    meaning: ['scp', /what it may do/],
  },
  {
    name: 'Entra 1',
    claims: { iss: 'https://sts.windows.net/t/', upn: 'dana@x.test', appid: 'a', roles: ['R'] },
    summary: /^dana@x\.test at .*, with the roles R/,
    meaning: ['appid', /the application/],
  },
  {
    name: 'Entra, for an application',
    claims: { iss: 'https://sts.windows.net/t/', appid: 'a1', idtyp: 'app', sub: 'o' },
    summary: /^the application a1 at/,
    meaning: ['idtyp', /as a user or as an application/],
  },
  {
    name: 'Entra, for customers',
    claims: { iss: 'https://acme.b2clogin.com/t/v2.0/', sub: 'u', tfp: 'B2C_1' },
    summary: /^u at/,
    meaning: ['tfp', /the policy/],
  },
  {
    name: 'Cognito',
    claims: {
      iss: 'https://cognito-idp.eu-west-1.amazonaws.com/p',
      sub: '1',
      username: 'dana',
      'cognito:groups': ['ops'],
    },
    summary: /^dana at .*in the groups ops/,
    meaning: ['cognito:groups', /user pool/],
  },
  {
    name: 'Auth0',
    claims: { iss: 'https://acme.eu.auth0.com/', sub: 'auth0|1', permissions: ['read:x'] },
    summary: /, may read:x/,
    meaning: ['permissions', /Auth0/],
  },
  {
    name: 'Keycloak',
    claims: {
      iss: 'https://sso.test/realms/acme',
      sub: 'f:1',
      preferred_username: 'dana',
      realm_access: { roles: ['user'] },
      resource_access: { shop: { roles: ['editor'] } },
    },
    summary: /^dana at .*, with the roles user, editor of shop/,
    meaning: ['resource_access', /roles at each client/],
  },
  {
    name: 'Okta',
    claims: {
      iss: 'https://acme.okta.com/oauth2/default',
      sub: 'dana@x.test',
      scp: ['a', 'b'],
      cid: 'c',
    },
    summary: /, with scope a b/,
    meaning: ['cid', /Okta/],
  },
  {
    name: 'Okta',
    claims: {
      iss: 'https://login.acme.test/oauth2/default',
      sub: 'dana@x.test',
      scp: ['a', 'b'],
      cid: 'c',
      uid: 'u',
      ver: 1,
    },
    summary: /, with scope a b/,
    meaning: ['uid', /Okta/],
  },
  {
    name: 'Vault',
    claims: { iss: 'https://vault.test/v1/identity/oidc', sub: 'e', namespace: 'root' },
    summary: /^e at/,
    meaning: ['namespace', /Vault/],
  },
  {
    name: 'SPIFFE',
    claims: { sub: 'spiffe://acme.test/ns/ci/sa/build', aud: ['x'] },
    summary: /^the workload ns\/ci\/sa\/build of acme\.test/,
    meaning: ['sub', /the workload/],
  },
  {
    name: 'Docker Hub',
    claims: {
      iss: 'auth.docker.io',
      sub: '',
      access: [
        {
          type: 'repository',
          name: 'library/nginx',
          actions: ['pull'],
          parameters: { pull_limit: '100', pull_limit_interval: '21600' },
        },
      ],
    },
    summary: /may pull library\/nginx/,
    meaning: ['access', /images/],
  },
  {
    name: 'Harbor',
    claims: { iss: 'harbor-token-issuer', sub: 'robot$ci', access: [] },
    summary: /^robot ci at harbor-token-issuer/,
    meaning: ['access', /Harbor/],
  },
  {
    name: 'Apple',
    claims: { iss: 'https://appleid.apple.com', sub: '1', is_private_email: 'true' },
    summary: /^1 at/,
    meaning: ['is_private_email', /forwards/],
  },
  {
    name: 'Azure Container Registry',
    claims: {
      iss: 'Azure Container Registry',
      sub: 's',
      grant_type: 'access_token',
      access: [{ Type: 'repository', Name: 'acme/web', Actions: ['pull', 'push'] }],
    },
    summary: /^s at Azure Container Registry, may pull, push acme\/web,/,
    meaning: ['grant_type', /password of a login/],
  },
  {
    name: 'Application Load Balancer',
    claims: { sub: 's', username: 'dana' },
    header: { alg: 'ES256', signer: 'arn:aws:elasticloadbalancing:eu-west-1:1:x' },
    summary: /^dana,/,
    meaning: ['username', /Load Balancer/],
  },
];

describe('issuers', () => {
  for (const { name, claims, header = { alg: 'RS256' }, summary, meaning } of cases) {
    it(`are understood: ${name}`, () => {
      const said = explained(token({ ...base, ...claims }, header));
      assert.match(said.summary, summary);
      const [claim, text] = meaning;
      assert.match(said.claims.find((row) => row.name === claim)?.meaning ?? '', text);
      assert.equal(said.tables.length, 1, 'one table is loaded');
    });
  }

  it('are left alone where their claims have other forms', () => {
    for (const value of [null, 5, true, '', [], [null], {}, { roles: 5 }, [{}]]) {
      for (const { claims } of cases) {
        const changed = Object.fromEntries(
          Object.entries(claims).map(([claim, text]) => [
            claim,
            claim === 'iss' ? (text as unknown) : value,
          ]),
        );
        assert.ok(explained(token(changed)).summary.length > 0);
      }
    }
  });

  it('tell limits of pulls', () => {
    const hub = cases.find(({ name }) => name === 'Docker Hub');
    const access = explained(token(hub?.claims)).claims.find(({ name }) => name === 'access');
    assert.deepEqual(access?.lines, ['pull library/nginx; at most 100 pulls in 6 hours']);
  });
});

/** Invented, each in the form of its kind. */
const secrets: Readonly<Record<string, string>> = {
  'github-classic': `ghp_${'a1B2'.repeat(9)}`,
  'github-fine-grained': `github_pat_${'a1B2'.repeat(9)}_x`,
  'github-oauth': `gho_${'a1B2'.repeat(9)}`,
  'github-installation': `ghs_${'a1B2'.repeat(9)}`,
  'github-refresh': `ghr_${'a1B2'.repeat(9)}`,
  'gitlab-personal': 'glpat-abcdefghij0123456789',
  'gitlab-deploy': 'gldt-abcdefghij0123456789',
  'gitlab-other': 'glrt-abcdefghij0123456789',
  'gitlab-job': 'glcbt-64_abcdefghij0123456789',
  'docker-personal': 'dckr_pat_abcdefghij0123456789',
  'docker-organization': 'dckr_oat_abcdefghij0123456789',
  'vault-service': 'hvs.CAESIabcdefghij0123456789',
  'vault-batch': 'hvb.AAAAAQabcdefghij0123456789',
  npm: `npm_${'a1B2'.repeat(9)}`,
  pypi: `pypi-AgEIcHlwaS5vcmc${'a1B2'.repeat(9)}`,
  'google-access': `ya29.a0${'a1B2'.repeat(9)}`,
  ecr: Buffer.from(
    `{"payload":"${'x'.repeat(40)}","type":"DATA_KEY","expiration":${nowSeconds + 43_200}}`,
  ).toString('base64'),
  ghcr: Buffer.from('v1:octo/app:1').toString('base64'),
  'paseto-public': `v4.public.${'a1B2'.repeat(30)}`,
  'paseto-local': `v4.local.${'a1B2'.repeat(30)}.Zm9v`,
  biscuit: `En0KEwoE${'a1B2'.repeat(30)}`,
  macaroon: `MDAxY2xv${'a1B2'.repeat(30)}`,
  swt: 'Issuer=https%3A%2F%2Fx&ExpiresOn=1&HMACSHA256=abc%3D',
};

describe('secrets of other makers', () => {
  for (const { id } of opaqueForms) {
    it(`are told by their form: ${id}`, () => {
      const text = secrets[id] ?? '';
      const said = explained(text);
      assert.doesNotMatch(said.summary, /broken|^An opaque token;/, said.summary);
      assert.deepEqual(
        said.warnings.map(({ code }) => code),
        ['opaque'],
      );
      assert.ok(!JSON.stringify(said).includes(text));
    });
  }

  it('tell the 12 hours of a password of ECR where they are in it', () => {
    assert.match(explained(secrets['ecr'] ?? '').summary, /expires in 12 hours/);
  });

  it('are masked where they have a prefix', () => {
    const prefixed = Object.values(secrets).filter((text) =>
      /^(?:gh[a-z]_|github_|gl|dckr|hv|npm|pypi)/.test(text),
    );
    assert.ok(prefixed.length >= 14);
    for (const text of prefixed) assert.equal(redact(`got ${text}, sorry`), 'got ‹secret›, sorry');
  });

  it('are told by entries of which each is met by its own tokens alone', () => {
    assert.ok(issuers.every(({ speaks }) => !speaks({ iss: 'https://x.test', sub: 'x' }, {})));
  });
});
