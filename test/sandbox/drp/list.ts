import type { Reply } from '../http/message.ts';
import { may } from './auth.ts';
import type { Call } from './context.ts';
import { failure, reply } from './errors.ts';

type View = Readonly<Record<string, unknown>>;

/** Parameters that are no filters. */
const REST = ['limit', 'offset', 'sort', 'reverse', 'slim', 'decode', 'params', 'raw', 'filter'];
const INDEXES = [
  'Name',
  'Available',
  'Valid',
  'ReadOnly',
  'Bundle',
  'Description',
  'Endpoint',
  'Key',
  'Roles',
  'Uuid',
];

/**
 * A list with its count headers; who may not list gets an empty one, not a refusal
 * (docs/registries/drp.md §2.1).
 */
export function list(call: Call, scope: string, views: () => readonly View[]): Reply {
  const { request, drp } = call;
  const allowed = may(call, scope, 'list', '');
  const all = allowed ? views() : [];
  const found = all.filter(filters(call)).sort(order(call));
  if (request.query.get('reverse') === 'true') found.reverse();
  const offset = count(call, 'Offset');
  const limit = count(call, 'Limit');
  const page = found.slice(offset ?? 0, limit === undefined ? undefined : (offset ?? 0) + limit);
  return reply(200, page, {
    'X-DRP-LIST-TOTAL-COUNT': String(all.length),
    'X-DRP-LIST-COUNT': String(page.length),
    ...(drp.settings.mode === 'kb' ? { 'X-DRP-LIST-FILTER-COUNT': String(found.length) } : {}),
  });
}

function filters({ request }: Call): (view: View) => boolean {
  const tests = [...request.query].filter(([name]) => !REST.includes(name));
  for (const [name] of tests) {
    if (!INDEXES.includes(name)) throw refuse(request, `Filter not found: ${name}`);
  }
  return (view) => tests.every(([name, value]) => matchesFilter(view[name], value));
}

function matchesFilter(found: unknown, value: string): boolean {
  const text = Array.isArray(found) ? found.join(',') : String(found);
  const [, operator = 'Eq', operand = value] = /^(Eq|Ne|Re|In)\((.*)\)$/.exec(value) ?? [];
  switch (operator) {
    case 'Ne':
      return text !== operand;
    case 'Re':
      return new RegExp(operand).test(text);
    case 'In':
      return operand.split(',').includes(text);
    default:
      return text === operand;
  }
}

function order({ request }: Call): (a: View, b: View) => number {
  const index = request.query.get('sort') ?? 'Name';
  if (!INDEXES.includes(index)) throw refuse(request, `Not sortable: ${index}`);
  return (a, b) => (String(a[index]) < String(b[index]) ? -1 : 1);
}

function count({ request }: Call, name: 'Limit' | 'Offset'): number | undefined {
  const text = request.query.get(name.toLowerCase());
  if (text === null) return undefined;
  if (!/^\d+$/.test(text)) throw refuse(request, `${name} not valid: ${text}`);
  return Number(text);
}

const refuse = (request: Call['request'], message: string) =>
  failure(406, request.method, [message], request.path.split('/')[3] ?? '');
