import { cargo } from './cargo.ts';
import { go } from './go.ts';
import { gradle } from './gradle.ts';
import { helm } from './helm.ts';
import { maven } from './maven.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { pip } from './pip.ts';
import { poetry } from './poetry.ts';
import { terraform } from './terraform.ts';
import type { SetupTool } from './tool.ts';
import { twine } from './twine.ts';
import { uv } from './uv.ts';
import { yarn } from './yarn.ts';

/** The tools that can be set up, in the order in which they are shown. One more is one line. */
export const setupTools: readonly SetupTool[] = [
  npm,
  yarn,
  pip,
  uv,
  twine,
  poetry,
  maven,
  gradle,
  go,
  nuget,
  cargo,
  helm,
  terraform,
];
