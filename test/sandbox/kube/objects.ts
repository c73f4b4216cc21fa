import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { isAcceptable, notAcceptable } from './negotiation.ts';
import { listObject, named, NAMESPACES } from './resources.ts';
import type { Wish } from './rights.ts';
import { judgeSecret, judgeSecretChange } from './secret-rules.ts';
import {
  badRequest,
  conflict,
  exists,
  type FieldFault,
  failure,
  invalid,
  methodNotAllowed,
  NO_CACHE,
  notFound,
  unsupportedMedia,
} from './status.ts';
import type { Resource, Store, Stored } from './store.ts';

const KINDS: Readonly<Record<Resource, string>> = {
  secrets: 'Secret',
  serviceaccounts: 'ServiceAccount',
};

export const isStored = (resource: string): resource is Resource => resource in KINDS;

/** An object as a client sent it. */
type Sent = Readonly<Record<string, unknown>> & {
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string };
};

/** Answers a request for objects that can be changed, from one who may make it. */
export function serveObjects(
  request: SandboxRequest,
  wish: Wish & { readonly resource: Resource },
  store: Store,
): Reply {
  const { resource, namespace, name } = wish;
  if (!isAcceptable(request.headers.accept)) return notAcceptable();
  const found = store.get(resource, namespace, name);
  switch (wish.verb) {
    case 'list':
      return list(request.query, wish, store);
    case 'get':
      return found === undefined ? notFound(resource, name) : whole(200, resource, found);
    case 'create':
    case 'update':
      return write(request, wish, store);
    default:
      return methodNotAllowed();
  }
}

function list(
  query: URLSearchParams,
  { resource, namespace }: Wish & { readonly resource: Resource },
  store: Store,
): Reply {
  const selector = query.get('fieldSelector') ?? '';
  const [field = '', value = ''] = selector.split('=');
  const fields = ['', 'metadata.name', ...(resource === 'secrets' ? ['type'] : [])];
  if (!fields.includes(field)) return badRequest(`field label not supported: ${field}`);
  const items = store.list(resource, namespace).filter((object) => {
    if (field === '') return true;
    return (field === 'type' ? object['type'] : object.metadata.name) === value;
  });
  return json(200, listObject(`${KINDS[resource]}List`, items), NO_CACHE);
}

/** A change as kube-apiserver takes it: read, checked against what is there, judged, and kept. */
function write(
  request: SandboxRequest,
  wish: Wish & { readonly resource: Resource },
  store: Store,
): Reply {
  const { resource, namespace, name, verb } = wish;
  const dryRun = request.query.getAll('dryRun');
  const refusedTrial = dryRun.find((value) => value !== 'All');
  if (refusedTrial !== undefined) {
    const options = verb === 'create' ? 'CreateOptions' : 'UpdateOptions';
    return invalid(`${options}.meta.k8s.io`, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: "${refusedTrial}": supported values: "All"`,
        field: 'dryRun',
      },
    ]);
  }
  const sent = read(request, resource);
  if ('refused' in sent) return sent.refused;
  const { metadata } = sent.object;
  if ((metadata['namespace'] ?? namespace) !== namespace) {
    return badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const before = store.get(resource, namespace, verb === 'create' ? metadata.name : name);
  const refused =
    verb === 'create'
      ? refuseCreation(wish, metadata, before)
      : refuseUpdate(wish, metadata, before, resource);
  if (refused !== undefined) return refused;
  const settled = resource === 'secrets' ? settle(sent.object) : sent.object;
  const faults: readonly FieldFault[] = [
    ...nameFaults(metadata.name),
    ...(resource === 'secrets' ? judgeSecret(settled) : []),
    ...(resource === 'secrets' && before !== undefined ? judgeSecretChange(before, settled) : []),
  ];
  if (faults.length > 0) return invalid(KINDS[resource], metadata.name, faults);
  const status = verb === 'create' ? 201 : 200;
  return dryRun.length > 0
    ? whole(status, resource, store.prepare(resource, namespace, settled))
    : whole(status, resource, store.put(resource, namespace, settled));
}

function refuseCreation(
  { resource, namespace }: Wish,
  metadata: Sent['metadata'],
  before: Stored | undefined,
): Reply | undefined {
  if (!NAMESPACES.includes(namespace)) return notFound('namespaces', namespace);
  if ((metadata['resourceVersion'] ?? '') !== '') {
    const message = 'resourceVersion should not be set on objects to be created';
    return failure(500, '', message);
  }
  return before === undefined ? undefined : exists(resource, metadata.name);
}

function refuseUpdate(
  { name }: Wish,
  metadata: Sent['metadata'],
  before: Stored | undefined,
  resource: Resource,
): Reply | undefined {
  if (metadata.name !== name) {
    return badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  if (before === undefined) return notFound(resource, name);
  const version = metadata['resourceVersion'] ?? '';
  return version === '' || version === before.metadata.resourceVersion
    ? undefined
    : conflict(resource, name);
}

function read(
  { headers, body }: SandboxRequest,
  resource: Resource,
): { readonly object: Sent } | { readonly refused: Reply } {
  const kind = KINDS[resource];
  const type = headers['content-type'] ?? 'application/json';
  if (!/^application\/json\b/.test(type)) return { refused: unsupportedMedia(type) };
  const object = parse(body);
  if (object === undefined) return refuse(`${unusable(kind)}: invalid character`);
  const { apiVersion, kind: sentKind, metadata, ...rest } = object;
  if (apiVersion !== 'v1' || sentKind !== kind) {
    return refuse(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind`,
    );
  }
  const isBase64 = (value: unknown) => typeof value === 'string' && BASE64.test(value);
  if (!Object.values(rest['data'] ?? {}).every(isBase64)) {
    return refuse(`${unusable(kind)}: illegal base64 data at input byte 0`);
  }
  const { name = '', ...more } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  const named = typeof name === 'string' ? name : '';
  return { object: { ...rest, metadata: { ...more, name: named } } };
}

const unusable = (kind: string): string => `${kind} in version "v1" cannot be handled as a ${kind}`;

function parse(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const object: unknown = JSON.parse(body.toString());
    return typeof object === 'object' && object !== null ? { ...object } : undefined;
  } catch {
    return undefined;
  }
}

const refuse = (message: string): { readonly refused: Reply } => ({ refused: badRequest(message) });

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** `stringData` is written, and never read; a Secret without a type is opaque. */
function settle({ stringData, ...secret }: Sent): Sent {
  const plain = Object.entries((stringData ?? {}) as Readonly<Record<string, string>>);
  const encoded = new Map(plain.map(([key, text]) => [key, Buffer.from(text).toString('base64')]));
  const data = { ...(secret['data'] as object), ...Object.fromEntries(encoded) };
  return { type: 'Opaque', ...secret, data };
}

const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

function nameFaults(name: string): readonly FieldFault[] {
  const field = 'metadata.name';
  if (name === '') {
    const message = 'Required value: name or generateName is required';
    return [{ reason: 'FieldValueRequired', message, field }];
  }
  if (SUBDOMAIN.test(name) && name.length <= 253) return [];
  const message =
    `Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case ` +
    "alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
    "(e.g. 'example.com', regex used for validation is " +
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  return [{ reason: 'FieldValueInvalid', message, field }];
}

const whole = (status: number, resource: Resource, object: Stored): Reply =>
  json(status, named(KINDS[resource], object), NO_CACHE);
