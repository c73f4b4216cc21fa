/** The path of a change; with the query by which the server judges it and changes nothing. */
export const withDryRun = (path: string, dryRun: boolean): string =>
  dryRun ? `${path}?dryRun=All` : path;
