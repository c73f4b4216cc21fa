import { parseBaseUrl } from '../../net/http/url.ts';
import type { Remark } from '../contract/form.ts';

/** Judges an address while it is typed: an error for what is none, a warning for plain http. */
export function checkAddress(text: string): Remark | undefined {
  const parsed = parseBaseUrl(text);
  if (parsed.type === 'ok') return undefined;
  return { severity: parsed.type === 'problem' ? 'error' : 'warning', message: parsed.message };
}

/**
 * The base URL out of an address as a person pastes it, without the part that leads to a page of
 * the web interface. What is no address stays as it was.
 */
export function addressWithout(text: string, page: RegExp): string {
  const parsed = parseBaseUrl(text);
  return parsed.type === 'problem' ? text.trim() : parsed.url.replace(page, '');
}
