import type { Secret } from './secret.ts';

/**
 * The secrets an account calls its registry with, by the name the adapter gave them (`token`,
 * `user` and `password` …). Kinds without a sign-in have an empty one.
 */
export type SignIn = Readonly<Record<string, Secret>>;
