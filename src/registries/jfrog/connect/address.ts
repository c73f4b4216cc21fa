import { trimEnd } from '../../../core/trim.ts';
import { parseBaseUrl } from '../../../net/http/url.ts';

/** First segments of the services behind one platform URL, and of its web interface. */
const services = new Set([
  'access',
  'artifactory',
  'catalog',
  'distribution',
  'mc',
  'pipelines',
  'router',
  'ui',
  'xray',
]);

/**
 * The platform URL out of any address of a platform that people paste
 * (docs/registries/jfrog.md §1.2): the first service segment and what follows goes, a context path
 * before it stays. Of two in a row, the first is taken for the context: `/artifactory/artifactory`.
 * What is no address stays as it was.
 */
export function platformUrl(text: string): string {
  const parsed = parseBaseUrl(text);
  if (parsed.type === 'problem') return text.trim();
  const url = new URL(parsed.url);
  const segments = url.pathname.split('/').slice(1);
  const isService = (index: number) => services.has(segments[index] ?? '');
  const first = segments.findIndex((_, index) => isService(index));
  const end = first < 0 ? segments.length : isService(first + 1) ? first + 1 : first;
  return trimEnd(`${url.origin}/${segments.slice(0, end).join('/')}`, '/');
}
