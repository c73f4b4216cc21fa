/**
 * Text in which the editor finds nothing to do. Notifications and the messages of input boxes turn
 * `[words](command:…)` into a link that runs the command, and many places draw `$(name)` as an
 * icon; a server's words must do neither. A space in between leaves them readable.
 */
export const escapeLinks = (text: string): string =>
  text.replaceAll('](', '] (').replaceAll('$(', '$ (');
