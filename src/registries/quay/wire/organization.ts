import { array, object, optionalString, string } from '../../shared/rest/wire.ts';

/** Some of all organizations, as super users see them (docs/registries/quay.md §2.4). */
export interface OrganizationPage {
  readonly names: readonly string[];
  /** Asks for the page behind; absent on the last one. */
  readonly next: string | undefined;
}

/** `{organizations: [{name, …}], next_page?}` */
export function readOrganizationPage(json: unknown): OrganizationPage {
  const body = object(json, 'body');
  return {
    names: array(body['organizations'], 'organizations').map((entry) =>
      string(object(entry, 'organizations[]')['name'], 'organizations[].name'),
    ),
    next: optionalString(body['next_page'], 'next_page'),
  };
}
