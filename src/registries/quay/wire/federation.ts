import { array, type JsonObject, object, string } from '../../shared/rest/wire.ts';

/** An identity that may be exchanged for a robot's token: both are compared byte for byte. */
export interface Issuer {
  readonly issuer: string;
  readonly subject: string;
}

/** An entry with all that the server told of it, so that writing the list back loses nothing. */
export interface FederationEntry extends Issuer {
  readonly entry: JsonObject;
}

/** A bare array (docs/registries/quay.md §2.2). */
export function readFederation(json: unknown): readonly FederationEntry[] {
  return array(json, 'federation').map((value) => {
    const entry = object(value, 'federation[]');
    return {
      issuer: string(entry['issuer'], 'federation[].issuer'),
      subject: string(entry['subject'], 'federation[].subject'),
      entry,
    };
  });
}

/**
 * The audiences that Quay asks of tokens of an issuer: those of its last entry that has some, for
 * all subjects (docs/registries/quay.md §2.3). `undefined` where it does not look at the audience.
 */
export function audiencesOf(
  entries: readonly FederationEntry[],
  issuer: string,
): readonly unknown[] | undefined {
  return entries
    .filter((entry) => entry.issuer === issuer)
    .map(({ entry }) => entry['audiences'])
    .findLast((found): found is unknown[] => Array.isArray(found) && found.length > 0);
}

export const sameIssuer = (left: Issuer, right: Issuer): boolean =>
  left.issuer === right.issuer && left.subject === right.subject;
