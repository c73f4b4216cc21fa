import { tokenDocument } from '../../jwt/document.ts';
import type { Services } from '../services.ts';
import { shownToken } from './decode.ts';

/** Shows what the inspector shows as a document, which can be searched and folded. */
export async function openAsText(services: Services): Promise<void> {
  const shown = await shownToken(services);
  if (shown === undefined) return;
  const now = services.clock.now();
  const { decoded, languages } = shown;
  await services.decoded.show(shown.title, tokenDocument(decoded, { now, languages }));
}
