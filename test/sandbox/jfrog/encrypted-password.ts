import { createHash } from 'node:crypto';

/** Artifactory's encrypted form of a password: the same password gives the same text here. */
export const encrypted = (password: string): string =>
  `\\{DESede\\}${createHash('sha256').update(password).digest('base64')}`;
