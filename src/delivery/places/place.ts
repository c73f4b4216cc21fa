/** What tells one place of a kind from another, without a secret: `{ host: 'registry.example.com' }`. */
export type Facts = Readonly<Record<string, string>>;

/** Where a token was delivered to. No secret is in it. */
export interface Place {
  /** Id of the kind of place. */
  readonly kind: string;
  readonly tokenId: string;
  /** When it was delivered last; milliseconds since the epoch. */
  readonly at: number;
  readonly facts: Facts;
  /** What takes the token's place is written there as well, without a question. */
  readonly follows?: true;
}

/** A kind of place: how it is told to a person. */
export interface PlaceKind {
  readonly id: string;
  /** Such a place has room for one token: the next one takes the place of the former. */
  readonly single: boolean;
  /**
   * Names the place in a phrase without an end mark.
   * @param when the local time of the delivery
   */
  readonly describe: (facts: Facts, when: string) => string;
}
