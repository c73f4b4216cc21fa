import type { RecordedAnswer } from './recording.ts';

/**
 * Where two answers differ, as texts such as `status: 400, not 404`; empty when they are the same.
 * Of the headers, those that were recorded are compared; of bodies, keys, types and values.
 */
export function differences(recorded: RecordedAnswer, given: RecordedAnswer): readonly string[] {
  const found: string[] = [];
  if (recorded.status !== given.status) {
    found.push(`status: ${given.status}, not ${recorded.status}`);
  }
  for (const [name, value] of Object.entries(recorded.headers)) {
    compare(`header ${name}`, value, given.headers[name], found);
  }
  compare('body', recorded.body, given.body, found);
  return found;
}

function compare(where: string, recorded: unknown, given: unknown, found: string[]): void {
  if (isContainer(recorded) && isContainer(given) && kind(recorded) === kind(given)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(given)])) {
      compare(`${where}.${key}`, recorded[key], given[key], found);
    }
  } else if (recorded !== given) {
    found.push(`${where}: ${show(given)}, not ${show(recorded)}`);
  }
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function kind(value: object): string {
  return Array.isArray(value) ? 'array' : 'object';
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
