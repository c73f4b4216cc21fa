/** Organizations by name, with their number of robots. */
export const organizations = { 'bench-1000': 1000, 'bench-10000': 10_000 } as const;
