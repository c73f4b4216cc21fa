import { helperRoot } from '../../delivery/helper/folder.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';
import { refreshKept } from '../watch/refresh-kept.ts';
import { Serving, type ServingContext } from './serving.ts';

/** Opens what serves hosts in this window, in the helper's folder of this user. */
export const openServing = (context: ServingContext, services: Services): Promise<Serving> =>
  Serving.open(helperRoot(dockerEnvironment()), context, {
    ...services,
    refresh: async (record, signal) => {
      await refreshKept(record, services, signal);
    },
  });
