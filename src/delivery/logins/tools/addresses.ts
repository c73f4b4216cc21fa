/** The host of an address, with its port and the path on it; without a name or a secret in it. */
export function hostOf(address: string): string {
  const url = URL.parse(address.replace(/^sparse\+/, ''));
  if (url === null || url.host === '') return address;
  const { host, pathname } = url;
  return `${host}${pathname.endsWith('/') ? pathname.slice(0, -1) : pathname}`;
}

/** Names of variables of the environment in a value, as tools write them: `${NAME}`, `${env.NAME}`. */
export const variableIn = (value: string): string | undefined =>
  /^\$\{(?:env\.)?([^}]+)\}$/.exec(value)?.[1] ?? /^%([^%]+)%$/.exec(value)?.[1];
