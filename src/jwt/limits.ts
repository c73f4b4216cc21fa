/** Longer texts are not looked at: 10 MB. */
export const maxLength = 10_000_000;

/** Five parts are the most that any token has; more than so many are not even counted. */
export const mostParts = 100;

/** More claims than anybody discloses at once. */
export const mostDisclosures = 1_000;
