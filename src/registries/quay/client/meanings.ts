import { t } from '../../../core/l10n.ts';
import { fullName, type Namespace, type RobotName } from '../rows/names.ts';
import { howToGetOne } from './how-to-get-one.ts';
import type { CallMeaning } from './refusal.ts';

/*
 * What a refusal means, call by call: the rights of docs/registries/quay.md §1.2 in sentences. Quay
 * names neither the scope nor the role that it missed.
 */

export const userProfile: CallMeaning = {
  forbidden: () => t('The API token lacks the scope {0}.', 'user:read'),
};

/** Listing the robots of a namespace. */
export const robotList = (namespace: Namespace): CallMeaning => ({
  forbidden: () =>
    namespace.kind === 'user'
      ? lacksUserAdmin()
      : t(
          'Listing the robots of {0} needs the scope {1} on the API token, and membership in {0}.',
          namespace.name,
          'org:admin',
        ),
});

/** Creating, reading with its token, regenerating or deleting a robot. */
export const robot = (name: RobotName): CallMeaning => ({
  forbidden: () => robotAdmin(name.namespace),
  missing: () => noRobot(name),
});

/**
 * Refusals of the permissions route differ by which of both scopes is missing
 * (docs/registries/quay.md §6, row 24).
 */
export const robotPermissions = (name: RobotName): CallMeaning => ({
  forbidden: (refusal) => {
    const { namespace } = name;
    if (namespace.kind === 'user') return lacksUserAdmin();
    return refusal.shape === 'problem'
      ? t(
          'Where a robot of {0} may read or write is shown only to an API token with both scopes, {1} and {2}; this one lacks {1}.',
          namespace.name,
          'user:admin',
          'org:admin',
        )
      : t(
          'Where a robot of {0} may read or write is shown only to an admin of {0} whose API token has both scopes, {1} and {2}; {2} or the role is missing.',
          namespace.name,
          'user:admin',
          'org:admin',
        );
  },
  missing: () => noRobot(name),
});

export const federation = (name: RobotName): CallMeaning => ({
  ...robot(name),
  absent: () => noFederation(name.namespace.kind),
});

export const appTokens: CallMeaning = {
  forbidden: () => lacksUserAdmin(),
  missing: () => t('That app token no longer exists: it was revoked or has expired.'),
  absent: () => t('App tokens are switched off on this registry.'),
};

/** Reading or revoking the API tokens of applications. */
export const apiTokens: CallMeaning = {
  forbidden: () => onlyAdminsSeeApiTokens(),
  missing: () => t('That API token no longer exists: it was revoked or has expired.'),
  absent: () => noApplicationTokens(),
};

export const issueApiToken = (organization: string): CallMeaning => ({
  ...apiTokens,
  forbidden: () =>
    t(
      'The registry issues it only with scopes that the API token of this account has itself, {0} among them, and that you may use in {1}.',
      'org:admin',
      organization,
    ),
  missing: () => t('That application no longer exists.'),
});

/** What the user has granted. */
export const authorizations: CallMeaning = {
  forbidden: () =>
    t('What you have granted is shown only to an API token with the scope {0}.', 'user:admin'),
  missing: () => t('That API token no longer exists: it was revoked or has expired.'),
};

/** Who is shown the API tokens of applications, and may issue and renew them. */
export const onlyAdminsSeeApiTokens = (): string =>
  t(
    'To see an organization’s applications and their API tokens, you must be one of its admins or a super user with full access, and your API token needs the scope {0}. {1}',
    'org:admin',
    howToGetOne(),
  );

/** Why the API tokens of applications are not listed (docs/registries/quay.md §0). */
export const noApplicationTokens = (): string =>
  t('This registry does not list API tokens of applications: that came with Quay 3.18.');

/** Reading or changing what a robot may do with one repository. */
export const repositoryPermission = (name: RobotName, repository: string): CallMeaning => ({
  forbidden: () =>
    t(
      'To set permissions on {0} you must be its admin, with an API token that has the scope {1}. {2}',
      `${name.namespace.name}/${repository}`,
      'repo:admin',
      howToGetOne(),
    ),
  missing: () => noRobot(name),
});

/** Reading what is shown to super users alone. */
export const superUser = (): CallMeaning => {
  const absent = () => t('This registry does not show that to super users.');
  return {
    forbidden: () =>
      t('This is shown to super users whose API token has the scope {0}.', 'super:user'),
    missing: absent,
    absent,
  };
};

/** Reading what was done in a namespace. */
export const logs = (namespace: Namespace): CallMeaning => ({
  forbidden: () => robotAdmin(namespace),
});

/** Reading who may do what with one repository. */
export const repositoryGrants = (namespace: string, repository: string): CallMeaning => ({
  forbidden: () =>
    t(
      'Who may do what with {0} is shown to its admins, with an API token that has the scope {1}. {2}',
      `${namespace}/${repository}`,
      'repo:admin',
      howToGetOne(),
    ),
});

const noRobot = (name: RobotName) =>
  t('There is no robot {0}; it may have been deleted.', fullName(name));

const lacksUserAdmin = () =>
  t(
    'Own robots and app tokens need the scope {0} on the API token; it is missing, or the registry restricts the user.',
    'user:admin',
  );

export const robotAdmin = (namespace: Namespace) =>
  namespace.kind === 'user'
    ? lacksUserAdmin()
    : t(
        'This needs the scope {1} on the API token, and you must be an admin of {0}.',
        namespace.name,
        'org:admin',
      );

/** Why a robot cannot be keyless on a server (docs/registries/quay.md §0). */
export const noFederation = (kind: Namespace['kind']): string =>
  kind === 'user'
    ? t('This registry has no issuers for the robots of a user. Quay 3.17.2 brought them.')
    : t('This registry has no issuers for robots. Quay 3.13 brought them.');
