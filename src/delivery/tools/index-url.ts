import type { Setup } from './tool.ts';

/** The address of a Python index with the login in it. */
export function withIndexUrl({ repository, user }: Setup, secret: string): string {
  const [scheme = '', rest = ''] = repository.url.split('://');
  const login = [user, secret].map((text) => encodeURIComponent(text)).join(':');
  return `${scheme}://${login}@${rest}/simple`;
}
