/** Longer texts are not looked at: 10 MB. */
export const maxLength = 10_000_000;

/** Longer JSON is not read, in characters of base64url or of its own: no honest token has so much. */
export const longestPart = 1_500_000;

/** Five parts are the most that any token has; more than so many are not even counted. */
export const mostParts = 100;

/** More claims than anybody discloses at once. */
export const mostDisclosures = 1_000;

/** More rounds of a password's derivation (PBES2) would only take time. */
export const mostRounds = 1_000_000;

/** Content that becomes longer than this when it is inflated is refused. Bytes. */
export const longestInflated = 1_000_000;

/** More recipients of one encrypted token, each of which may cost a derivation, are not tried. */
export const mostRecipients = 20;
