import { quayAdapter } from '../../../src/registries/quay/adapter.ts';
import type { Row } from '../row.ts';
import { organizations } from './organizations.ts';
import { firstPage, openRegistry, rootOf } from './ours.ts';
import { comparePairs } from './pairs.ts';
import { startPeer } from './peer.ts';
import { plainListing } from './plain.ts';

/** Listing robots up to the first page, against one plain request for the same bytes. */
export async function measureListing(): Promise<readonly Row[]> {
  const { peer, service } = await startPeer('robots-server.ts');
  try {
    const rows: Row[] = [];
    for (const [organization, count] of Object.entries(organizations)) {
      const registry = openRegistry(quayAdapter, peer, 'dana');
      const row = await rootOf(registry, ({ label }) => label === organization);
      const path = `/api/v1/organization/${organization}/robots?permissions=false&token=false`;
      rows.push(
        await comparePairs({
          what: `${count.toLocaleString('en')} robots`,
          ours: () => firstPage(registry, row),
          plain: plainListing(peer, path, 'robots'),
          count,
          warmUp: 5,
          pairs: 51,
        }),
      );
    }
    return rows;
  } finally {
    await service.stop();
  }
}
