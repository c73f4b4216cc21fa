/** Longer texts are not looked at: 10 MB. */
export const maxLength = 10_000_000;

/**
 * Longer texts, in characters, are not read in one go: a token is looked for in them, in slices. Nor
 * is longer JSON of a token, in characters of base64url or of its own.
 */
export const longestAtOnce = 500_000;

/** Five parts are the most that any token has; more than so many are not even counted. */
export const mostParts = 100;

/** More claims than anybody discloses at once, and more characters of them. */
export const mostDisclosures = 1_000;
export const longestDisclosed = 1_000_000;

/** More rounds of a password's derivation (PBES2) would only take time. */
export const mostRounds = 1_000_000;

/** Content that becomes longer than this when it is inflated is refused. Bytes. */
export const longestInflated = 1_000_000;

/** More recipients of one encrypted token, each of which may cost a derivation, are not tried. */
export const mostRecipients = 20;
