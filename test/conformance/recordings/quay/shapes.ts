/** What the recording writes for the sandbox's OpenID issuer. */
export const FEDERATED_ISSUER_WORD = 'ISSUER';
/** A date so close to now says only that it is of this run; 2.5 hours, in milliseconds. */
const NOW_MS = 2.5 * 60 * 60 * 1000;

const RFC_2822 = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} -0000$/;
/** Values that differ from run to run are compared by their shape. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^[A-Z0-9]{64}$/, 'T64'],
  [/^[A-Z0-9]{120}$/, 'C120'],
  [/^[A-Za-z0-9]{40}$/, 'S40'],
  [/^[0-9a-f]{64}$/, 'HASH64'],
  [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'UUID'],
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/, 'ISO.usZ'],
  [/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/, 'JWT'],
];
const COLOR = /^#[0-9a-f]{6}$/;

/** A value with its shapes in the places of what differs from run to run. */
export function shapes(value: unknown, now: number, key = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => shapes(item, now));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, shapes(item, now, name)]),
    );
  }
  if (typeof value !== 'string') {
    return value;
  }
  return key === 'color' && COLOR.test(value) ? 'COLOR' : shapeOf(value, now);
}

function shapeOf(text: string, now: number): string {
  if (RFC_2822.test(text) && Math.abs(Date.parse(text) - now) < NOW_MS) {
    return 'DATE(now)';
  }
  return SHAPES.find(([shape]) => shape.test(text))?.[1] ?? text;
}
