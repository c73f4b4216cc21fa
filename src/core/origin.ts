/** The origin of an address, to which sign-ins and trust belong; without one, the text itself. */
export function originOf(url: string): string {
  const origin = URL.parse(url)?.origin ?? 'null';
  return origin === 'null' ? url : origin;
}
