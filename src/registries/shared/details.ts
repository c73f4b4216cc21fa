import type { Detail } from '../contract/item.ts';

/** The day of an instant in UTC, as `2026-08-03`: it means the same to everybody. */
export const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Lines of a tooltip, without those that have nothing to say. Numbers are instants. */
export function lines(
  ...entries: readonly (readonly [label: string, value: string | number | undefined])[]
): readonly Detail[] {
  const details: Detail[] = [];
  for (const [label, value] of entries) {
    if (value === undefined || value === '') continue;
    details.push({ label, value: typeof value === 'number' ? { instant: value } : value });
  }
  return details;
}
