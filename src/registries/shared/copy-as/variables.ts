import type { TokenSecrets } from '../../../core/token.ts';
import type { Variable } from '../../contract/registry.ts';

/** The variables with their values, the token among them. */
export const withToken =
  (variables: readonly Variable[]) =>
  ({ token }: TokenSecrets): readonly (readonly [name: string, value: string])[] =>
    variables.map(({ name, text }) => [name, text ?? token.reveal()]);
