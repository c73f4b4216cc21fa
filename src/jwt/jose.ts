/** What is used of jose, named, so that the rest of it is not shipped. */
export {
  calculateJwkThumbprint,
  CompactSign,
  errors,
  exportJWK,
  exportSPKI,
  flattenedDecrypt,
  flattenedVerify,
  generateKeyPair,
  importJWK,
} from 'jose';
