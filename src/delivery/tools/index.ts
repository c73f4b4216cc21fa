import { cargo } from './cargo.ts';
import { go } from './go.ts';
import { gradle } from './gradle.ts';
import { maven } from './maven.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { pip } from './pip.ts';
import type { SetupTool } from './tool.ts';
import { twine } from './twine.ts';

/** The tools that can be set up, in the order in which they are shown. One more is one line. */
export const setupTools: readonly SetupTool[] = [npm, pip, twine, maven, gradle, go, nuget, cargo];
