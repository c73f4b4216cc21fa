import type { Impersonation } from '../kubeconfig/entries.ts';

/** Headers by name; several values are several lines. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The headers by which kubectl asks to act as somebody else. */
export function impersonationHeaders({ user, groups, uid, extra }: Impersonation): Headers {
  return {
    'Impersonate-User': onTheWire(user),
    ...(uid === undefined ? {} : { 'Impersonate-Uid': onTheWire(uid) }),
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups.map(onTheWire) }),
    ...Object.fromEntries(
      Object.entries(extra)
        .filter(([, values]) => values.length > 0)
        .map(([key, values]) => [`Impersonate-Extra-${escapeKey(key)}`, values.map(onTheWire)]),
    ),
  };
}

/** UTF-8 as it is: headers are written byte by byte. */
const onTheWire = (value: string): string => Buffer.from(value, 'utf8').toString('latin1');

/** Percent-encodes what a header's name cannot have (RFC 9110 §5.6.2), and the sign itself. */
const escapeKey = (key: string): string =>
  onTheWire(key).replace(
    /[^!#$&'*+\-.^_`|~0-9A-Za-z]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
