import { t } from '../core/l10n.ts';
import type { OpaqueMeaning, TokenLanguage } from '../core/token-language.ts';

/** Who made a secret of a known form, and what it opens. */
export const opaqueTokens: TokenLanguage = {
  opaque: (id) => (Object.hasOwn(meanings, id) ? meanings[id]?.() : undefined),
};

const server = (): string => t('Only its server knows whose it is and when it ends.');
const withoutEnd = (): string =>
  t('It may not end by itself: revoke it when you no longer need it.');

const meaning = (title: string, note: string, advice = server()): OpaqueMeaning => ({
  title,
  note,
  advice,
});

const meanings: Readonly<Record<string, () => OpaqueMeaning>> = {
  'github-classic': () =>
    meaning(
      t('A personal access token (classic) of GitHub'),
      t('It acts as its user, in every repository that the user can reach, within its scopes.'),
      withoutEnd(),
    ),
  'github-fine-grained': () =>
    meaning(
      t('A fine-grained personal access token of GitHub'),
      t('It acts as its user, in the repositories and with the permissions chosen for it.'),
    ),
  'github-oauth': () =>
    meaning(
      t('A token of GitHub for an application that acts as a user'),
      t('It acts as its user, within what was granted to the application.'),
    ),
  'github-installation': () =>
    meaning(
      t('A token of GitHub for an app’s installation or a workflow'),
      t('It acts as the app, in the repositories of its installation, for an hour or a job.'),
    ),
  'github-refresh': () =>
    meaning(t('A refresh token of GitHub'), t('It cannot be used itself: it gets new tokens.')),
  'gitlab-personal': () =>
    meaning(
      t('A personal, project or group access token of GitLab'),
      t('It grants access to the API and the image registry, within its scopes.'),
    ),
  'gitlab-deploy': () =>
    meaning(
      t('A deploy token of GitLab'),
      t('It reads or writes repositories and images of its project or group.'),
    ),
  'gitlab-other': () =>
    meaning(
      t('A token of GitLab for one purpose'),
      t('Its first letters tell what for: a runner, a trigger, a feed, an agent or the like.'),
    ),
  'gitlab-job': () =>
    meaning(t('A job token of GitLab CI'), t('It may do what its job may, while the job runs.')),
  'docker-personal': () =>
    meaning(
      t('A personal access token of Docker Hub'),
      t('Use it with the user’s name, in place of the password. It acts within its permissions.'),
      withoutEnd(),
    ),
  'docker-organization': () =>
    meaning(
      t('An organization’s access token of Docker Hub'),
      t('Use it with the organization’s name as the user name. It acts within its permissions.'),
    ),
  'vault-service': () =>
    meaning(
      t('A service token of HashiCorp Vault'),
      t('It may do what its policies allow, and can be renewed and revoked.'),
    ),
  'vault-batch': () =>
    meaning(
      t('A batch token of HashiCorp Vault'),
      t('It may do what its policies allow until it ends, and cannot be revoked by itself.'),
    ),
  npm: () =>
    meaning(
      t('An access token of npm'),
      t('It reads or publishes packages as its user, within what was chosen for it.'),
    ),
  pypi: () =>
    meaning(
      t('An API token of PyPI'),
      t('It uploads packages, with __token__ as the user name.'),
      withoutEnd(),
    ),
  'google-access': () =>
    meaning(
      t('An access token of Google'),
      t(
        'It may do what was granted, usually for an hour; for images, use it with the user name oauth2accesstoken.',
      ),
    ),
  ecr: () =>
    meaning(
      t('A password of Amazon’s image registry (ECR)'),
      t('Use it with the user name AWS. It lives for 12 hours.'),
      t('Get a new one with: aws ecr get-login-password'),
    ),
  ghcr: () =>
    meaning(
      t('A token of GitHub’s image registry'),
      t('It grants access to the images that it was asked for, for a few minutes.'),
    ),
  'paseto-public': () =>
    meaning(
      t('A signed PASETO'),
      t('Its claims can be read by anybody, but this inspector does not read them.'),
      t('It is not a JWT: use a library for PASETO.'),
    ),
  'paseto-local': () =>
    meaning(
      t('An encrypted PASETO'),
      t('Its claims are encrypted with a key that only its service has.'),
      t('It is not a JWT: use a library for PASETO.'),
    ),
  biscuit: () =>
    meaning(
      t('An opaque token, in form a Biscuit'),
      t('It carries facts and checks that anybody who holds it can narrow further.'),
      t('It is not a JWT: use a tool for Biscuits.'),
    ),
  macaroon: () =>
    meaning(
      t('An opaque token, in form a macaroon'),
      t('It carries conditions that anybody who holds it can narrow further.'),
    ),
  swt: () =>
    meaning(
      t('A Simple Web Token (SWT)'),
      t('Its claims are readable form fields, signed with a shared secret.'),
      t('The form is obsolete: JWT took its place.'),
    ),
};
