import { helperRoot } from '../../../delivery/helper/folder.ts';
import { dockerEnvironment } from '../../editor/docker-environment.ts';
import type { Services } from '../../services.ts';
import { Runs, type RunsContext } from './runs.ts';

/** Opens what gives tokens to this workspace's commands, in the programs' folder of this user. */
export const openRuns = (context: RunsContext, services: Services): Promise<Runs> =>
  Runs.open(helperRoot(dockerEnvironment()), context, services);
