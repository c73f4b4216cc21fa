/** How we name ourselves to servers: honestly, and not as a browser. A test holds the version. */
export const userAgent = 'registry-tokens/0.2.0';
