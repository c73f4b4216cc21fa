/*
 * Only these parts are loaded. The package's own entry also loads its `fetch`, and with it a module
 * that writes `Symbol.for('undici.globalDispatcher.1')` and `.2` to `globalThis`, neither of them
 * configurable, so that they could not be taken away again: from then on the `fetch` of every
 * extension in the host would go through our copy. These two touch nothing global; a test holds it.
 */
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}
