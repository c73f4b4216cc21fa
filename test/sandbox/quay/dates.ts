/**
 * `Fri, 10 May 2024 17:46:02 -0000`, as robots and app tokens carry (docs/registries/quay.md §2.0).
 */
export function rfc2822(milliseconds: number): string {
  return new Date(milliseconds).toUTCString().replace('GMT', '-0000');
}

export function rfc2822OrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : rfc2822(milliseconds);
}

/** ISO with microseconds, which Python leaves out when they are zero. */
export function isoMicroseconds(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return milliseconds % 1000 === 0 ? iso.replace('.000Z', 'Z') : iso.replace('Z', '000Z');
}

export function isoMicrosecondsOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : isoMicroseconds(milliseconds);
}
