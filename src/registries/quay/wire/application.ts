import { array, object, optionalString, string } from '../../shared/rest/wire.ts';

/** An OAuth application of an organization. Its client secret, which is told as well, is not read. */
export interface Application {
  readonly clientId: string;
  readonly name: string;
  readonly description: string;
}

/** `{applications: […]}` (docs/registries/quay.md §2.7) */
export const readApplications = (json: unknown): readonly Application[] =>
  array(object(json, 'body')['applications'], 'applications').map((entry) => {
    const application = object(entry, 'applications[]');
    return {
      clientId: string(application['client_id'], 'applications[].client_id'),
      name: string(application['name'], 'applications[].name'),
      description: optionalString(application['description'], 'applications[].description') ?? '',
    };
  });

/** What a user has granted: a token of an application, whose end is not told. */
export interface Authorization {
  readonly uuid: string;
  readonly application: string;
  readonly organization: string;
  readonly scope: readonly string[];
}

/** `{authorizations: […]}` (docs/registries/quay.md §8.2) */
export const readAuthorizations = (json: unknown): readonly Authorization[] =>
  array(object(json, 'body')['authorizations'], 'authorizations').map((entry) => {
    const authorization = object(entry, 'authorizations[]');
    const application = object(authorization['application'], 'authorizations[].application');
    const organization = object(application['organization'], 'application.organization');
    return {
      uuid: string(authorization['uuid'], 'authorizations[].uuid'),
      application: string(application['name'], 'application.name'),
      organization: string(organization['name'], 'organization.name'),
      scope: array(authorization['scopes'], 'authorizations[].scopes').map((scope) =>
        string(object(scope, 'scopes[]')['scope'], 'scopes[].scope'),
      ),
    };
  });
