import type { SandboxRequest } from '../../http/message.ts';
import { crashed, invalidRequest, message } from '../errors.ts';

const ROBOT_BODY_LIMIT_BYTES = 1024 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

/** True when the request says it carries JSON. */
export function isJson(request: SandboxRequest): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * A body that the route cannot do without.
 * @throws E4 415 without a JSON content type, E4 400 when it does not parse, E1 400 for `null`
 */
export function requiredJson(request: SandboxRequest): unknown {
  if (!isJson(request)) {
    throw message(
      415,
      'Did not attempt to load JSON data because the request Content-Type was not ' +
        "'application/json'.",
    );
  }
  const value = parse(request);
  if (value === null) {
    throw invalidRequest('Missing JSON body');
  }
  return value;
}

/** A body that must be an object with, if present, texts of limited length under some names. */
export function requiredObject(
  request: SandboxRequest,
  texts: Readonly<Record<string, { readonly required?: boolean; readonly maximum?: number }>>,
): JsonObject {
  const value = asObject(requiredJson(request));
  checkTexts(value, texts);
  return value;
}

/** The optional body of `PUT …/robots/{r}`: ignored unless it says that it is JSON. */
export function robotBody(request: SandboxRequest): JsonObject {
  if (request.body.length > ROBOT_BODY_LIMIT_BYTES) {
    throw crashed();
  }
  if (!isJson(request) || request.body.length === 0) {
    return {};
  }
  const value = asObject(parse(request) ?? {});
  checkTexts(value, { description: { maximum: 255 } });
  const metadata = value['unstructured_metadata'];
  if (metadata !== undefined && !isObject(metadata)) {
    throw schemaError(metadata, "is not of type 'object'", 'unstructured_metadata');
  }
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** E1 with the long text that jsonschema writes. */
export function schemaError(value: unknown, complaint: string, field?: string): Error {
  const where = field === undefined ? '' : `['${field}']`;
  const shown = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return invalidRequest(
    `${shown} ${complaint}\n\nFailed validating in schema${where}\n\nOn instance${where}:\n    ${shown}`,
  );
}

function asObject(value: unknown): JsonObject {
  if (!isObject(value)) {
    throw schemaError(value, "is not of type 'object'");
  }
  return value;
}

function checkTexts(
  value: JsonObject,
  texts: Readonly<Record<string, { readonly required?: boolean; readonly maximum?: number }>>,
): void {
  for (const [name, rule] of Object.entries(texts)) {
    const text = value[name];
    if (text === undefined) {
      if (rule.required === true) {
        throw invalidRequest(
          `'${name}' is a required property\n\nFailed validating 'required' in schema\n\n` +
            `On instance:\n    ${JSON.stringify(value)}`,
        );
      }
    } else if (typeof text !== 'string') {
      throw schemaError(text, "is not of type 'string'", name);
    } else if (rule.maximum !== undefined && text.length > rule.maximum) {
      throw schemaError(text, 'is too long', name);
    }
  }
}

function parse(request: SandboxRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch {
    throw message(
      400,
      'The browser (or proxy) sent a request that this server could not understand.',
    );
  }
}
