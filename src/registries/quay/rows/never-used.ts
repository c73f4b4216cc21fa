/** The last use, for sorting, of what was never used: longer ago than any. */
export const neverUsed = 0;
