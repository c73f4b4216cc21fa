/** `editors [version…]`: makes editors ready ahead of time, all of them by default. */
import { prepareEditor } from './editor/prepare.ts';
import { currentVersion, oldestVersion } from './editor/versions.ts';

const chosen = process.argv.slice(2);
const versions = chosen.length > 0 ? chosen : [currentVersion, oldestVersion];
await Promise.all(versions.map((version) => prepareEditor(version)));
