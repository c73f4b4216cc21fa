import type { Reply } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import { artifactoryCaller } from '../caller.ts';
import type { Call } from '../context.ts';

/**
 * `GET /artifactory/api/repositories`: those that may be seen, filtered by type and package type
 * (docs/registries/jfrog.md §2.9).
 */
export function listRepositories({ jfrog, request }: Call): Reply {
  artifactoryCaller(jfrog, request.headers.authorization);
  const fits = (name: string, value: string) => {
    const wanted = request.query.get(name) ?? '';
    return wanted === '' || wanted.toLowerCase() === value.toLowerCase();
  };
  return json(
    200,
    jfrog.world.repositories
      .filter(({ type, packageType }) => fits('type', type) && fits('packageType', packageType))
      .map(({ key, type, packageType, description }) => ({
        key,
        ...(description === undefined ? {} : { description }),
        type,
        url: `${jfrog.platform}/artifactory/${key}`,
        packageType,
      })),
  );
}
