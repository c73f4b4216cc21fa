/**
 * The parts of a scope: split at spaces that are not within quotes (docs/registries/jfrog.md §4.3).
 */
export const scopeParts = (scope: string): string[] =>
  [...scope.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([part]) => part);

const forms = [
  /^applied-permissions\/(?:user|admin)$/,
  /^applied-permissions\/groups:(?:"[^"]+"|[^",\s]+)(?:,(?:"[^"]+"|[^",\s]+))*$/,
  /^applied-permissions\/roles:[a-z][a-z0-9-]{1,31}:(?:"[^"]+"|[^",\s]+)(?:,(?:"[^"]+"|[^",\s]+))*$/,
  /^artifact:[^:\s]+:(?:\*|[rwdamxs](?:,[rwdamxs])*)$/,
  /^system:(?:metrics|livelogs|identities|permissions):(?:\*|[rwdamxs](?:,[rwdamxs])*)$/,
];

export const isScope = (scope: string): boolean => {
  const parts = scopeParts(scope);
  return parts.length > 0 && parts.every((part) => forms.some((form) => form.test(part)));
};

const legacyForms = [
  /^api:\*$/,
  /^member-of-groups:(?:"[^"]+"|[^",\s]+)(?:,(?:"[^"]+"|[^",\s]+))*$/,
  /^jfrt@(?:\*|[a-z0-9]+):admin$/,
];

/** The scopes of the legacy API (docs/registries/jfrog.md §2.8). */
export const isLegacyScope = (scope: string): boolean =>
  scopeParts(scope).every((part) => legacyForms.some((form) => form.test(part)));
