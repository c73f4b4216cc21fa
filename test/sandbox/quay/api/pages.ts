import type { ApiCall, QueryParameter } from '../context.ts';

export const NEXT_PAGE: QueryParameter = {
  name: 'next_page',
  about: 'The page token for the next page',
  type: 'string',
};

/** One page of a listing, and what leads to the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** `{next_page}`, or nothing on the last page. */
  readonly next: { readonly next_page?: string };
}

/** The page that the query's `next_page` asks for; one that cannot be read is the first. */
export function pageOf<Item>(call: ApiCall, items: readonly Item[], size: number): Page<Item> {
  const start = decodePage(call.request.query.get('next_page'));
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: items.length > end ? { next_page: encodePage(end) } : {},
  };
}

export function encodePage(start: number): string {
  return Buffer.from(JSON.stringify({ start_index: start })).toString('base64url');
}

export function decodePage(page: string | null): number {
  try {
    const value: unknown = JSON.parse(Buffer.from(page ?? '', 'base64url').toString('utf8'));
    const start = (value as { start_index?: unknown }).start_index;
    return typeof start === 'number' ? start : 0;
  } catch {
    return 0;
  }
}
