import type { SandboxRequest } from '../../http/message.ts';
import { crashed, invalidRequest, malformed, message } from '../errors.ts';
import { schemaComplaint } from '../schema/validate.ts';
import type { Schema } from '../schema/validate.ts';

/** What Quay takes with a robot; larger ones crash it (docs/registries/quay.md §2.2). */
const ROBOT_BODY_LIMIT_BYTES = 1024 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

/** True when the request says it carries JSON. */
export function isJson(request: SandboxRequest): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * A body that the route cannot do without.
 * @throws E4 415 without a JSON content type, E4 400 when it does not parse, E1 400 for `null` and
 * for what does not fit the schema
 */
export function requiredJson(request: SandboxRequest, schema: Schema): unknown {
  if (!isJson(request)) {
    throw message(
      415,
      'Did not attempt to load JSON data because the request Content-Type was not ' +
        "'application/json'.",
    );
  }
  const value = parse(request);
  if (value === undefined) {
    throw malformed();
  }
  if (value === null) {
    throw invalidRequest('Missing JSON body');
  }
  return checked(value, schema);
}

/** A body that must be an object. @throws as `requiredJson` does */
export function requiredObject(request: SandboxRequest, schema: Schema): JsonObject {
  return requiredJson(request, schema) as JsonObject;
}

/** The optional body of `PUT …/robots/{r}`: ignored unless it is JSON and says so. */
export function robotBody(request: SandboxRequest, schema: Schema): JsonObject {
  if (isJson(request) && request.body.length > ROBOT_BODY_LIMIT_BYTES) {
    throw crashed();
  }
  const value = isJson(request) ? (parse(request) ?? null) : null;
  return value === null ? {} : (checked(value, schema) as JsonObject);
}

function checked(value: unknown, schema: Schema): unknown {
  const complaint = schemaComplaint(value, schema);
  if (complaint !== undefined) {
    throw invalidRequest(complaint);
  }
  return value;
}

/** The body's value; undefined when it is no JSON. */
function parse(request: SandboxRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
