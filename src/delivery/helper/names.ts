/** What Docker's `credHelpers` say for a host of ours. */
export const helperName = 'registry-tokens';

/** The program that Docker and its kin look for on the PATH by that name. */
export const programName = `docker-credential-${helperName}`;

/**
 * The sentence by which every client knows that there is no login, and goes on without one. Any
 * other text makes most of them fail.
 */
export const notFound = 'credentials not found in native keychain';
