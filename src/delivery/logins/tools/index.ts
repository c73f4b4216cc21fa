import { authTools } from './auth-tool.ts';
import { cargo } from './cargo.ts';
import { gradle } from './gradle.ts';
import { helmCharts } from './helm-charts.ts';
import { maven } from './maven.ts';
import { netrc } from './netrc.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { pip, twine } from './pip.ts';
import { poetry } from './poetry.ts';
import { terraform } from './terraform.ts';
import type { LoginTool } from './tool.ts';
import { yarn } from './yarn.ts';

/** The tools whose logins are known, in the order in which they are shown. One more is one line. */
export const loginTools: readonly LoginTool[] = [
  ...authTools,
  helmCharts,
  npm,
  yarn,
  pip,
  twine,
  poetry,
  maven,
  gradle,
  netrc,
  nuget,
  cargo,
  terraform,
];
