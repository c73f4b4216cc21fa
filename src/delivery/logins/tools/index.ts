import { authTools } from './auth-tool.ts';
import { cargo } from './cargo.ts';
import { gradle } from './gradle.ts';
import { maven } from './maven.ts';
import { netrc } from './netrc.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { pip, twine } from './pip.ts';
import type { LoginTool } from './tool.ts';

/** The tools whose logins are known, in the order in which they are shown. One more is one line. */
export const loginTools: readonly LoginTool[] = [
  ...authTools,
  npm,
  pip,
  twine,
  maven,
  gradle,
  netrc,
  nuget,
  cargo,
];
