import type { SandboxClock } from '../clock.ts';
import { FAULT_KINDS } from './faults.ts';
import type { Fault, FaultKind, FaultRule } from './faults.ts';
import type { Reply, SandboxRequest } from './message.ts';
import { Recorder } from './recorder.ts';
import { json, noContent } from './reply.ts';
import { findRoute } from './router.ts';
import { startServer } from './server.ts';
import type { SandboxServer } from './server.ts';

/** What the control endpoint steers. */
export interface ControlOptions {
  readonly servers: readonly SandboxServer[];
  readonly clock: SandboxClock;
  readonly recorder: Recorder;
  /** Settings of registries by server name; known names of the same type may be replaced. */
  readonly settings: Readonly<Record<string, object>>;
}

interface ControlCall {
  readonly options: ControlOptions;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
}

class BadControlRequest extends Error {}

const ROUTES: readonly {
  readonly method: string;
  readonly path: string;
  readonly about: string;
  readonly handle: (call: ControlCall) => Reply;
}[] = [
  {
    method: 'GET',
    path: '/',
    about: 'this help',
    handle: ({ options }) =>
      json(200, {
        servers: options.servers.map(({ name, url }) => ({ name, url })),
        faultKinds: FAULT_KINDS,
        now: new Date(options.clock.now()).toISOString(),
        routes: ROUTES.map(({ method, path, about }) => `${method} ${path}: ${about}`),
      }),
  },
  {
    method: 'GET',
    path: '/faults',
    about: 'the faults of all servers',
    handle: ({ options }) =>
      json(200, {
        faults: options.servers.flatMap((server) =>
          server.faults.faults.map((fault) => faultView(server, fault)),
        ),
      }),
  },
  {
    method: 'POST',
    path: '/faults',
    about: '{"server","kind","method"?,"path"? (with *),"times"?,"status"?,"location"?}',
    handle: ({ options, request }) => {
      const body = readObject(request);
      const server = findServer(options, body['server']);
      return json(201, faultView(server, server.faults.add(parseRule(body))));
    },
  },
  {
    method: 'DELETE',
    path: '/faults',
    about: 'switch all faults off and release held requests',
    handle: ({ options }) => {
      for (const server of options.servers) {
        server.faults.clear();
      }
      return noContent();
    },
  },
  {
    method: 'POST',
    path: '/faults/{server}/{id}/release',
    about: 'let the requests held by a slow fault go on',
    handle: ({ options, params }) => {
      const server = findServer(options, params['server']);
      const fault = server.faults.faults.find(({ id }) => String(id) === params['id']);
      if (fault === undefined) {
        throw new BadControlRequest('no such fault');
      }
      fault.release();
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/requests',
    about: 'what arrived, without secrets',
    handle: ({ options }) => json(200, { requests: options.recorder.requests }),
  },
  {
    method: 'POST',
    path: '/clock',
    about: '{"advance": seconds}',
    handle: ({ options, request }) => {
      const { advance } = readObject(request);
      if (typeof advance !== 'number' || !(advance >= 0)) {
        throw new BadControlRequest('"advance" must be a number of seconds');
      }
      options.clock.advance(advance * 1000);
      return json(200, { now: new Date(options.clock.now()).toISOString() });
    },
  },
  {
    method: 'POST',
    path: '/settings/{server}',
    about: 'replace settings of a registry, e.g. {"readOnly": true}',
    handle: ({ options, request, params }) => {
      const settings = options.settings[params['server'] ?? ''];
      if (settings === undefined) {
        throw new BadControlRequest('this server has no settings');
      }
      return json(200, changeSettings(settings, readObject(request)));
    },
  },
];

/** Starts the control endpoint: plain HTTP on a free loopback port, for people with curl. */
export function startControl(options: ControlOptions): Promise<SandboxServer> {
  return startServer({
    name: 'control',
    clock: options.clock,
    recorder: new Recorder(),
    handle: (request) => {
      const match = findRoute(ROUTES, request.method, request.path);
      if (match === undefined) {
        return json(404, { error: 'unknown; GET / lists what there is' });
      }
      try {
        return match.route.handle({ options, request, params: match.params });
      } catch (error) {
        if (error instanceof BadControlRequest) {
          return json(400, { error: error.message });
        }
        throw error;
      }
    },
  });
}

function faultView(server: SandboxServer, fault: Fault): object {
  const { path, times, ...rule } = fault.rule;
  return {
    server: server.name,
    id: fault.id,
    ...rule,
    ...(path === undefined ? {} : { path: String(path) }),
    ...(times === undefined ? {} : { times }),
    remaining: fault.remaining,
    hits: fault.hits,
  };
}

function findServer(options: ControlOptions, name: unknown): SandboxServer {
  const server = options.servers.find((candidate) => candidate.name === name);
  if (server === undefined) {
    const names = options.servers.map((candidate) => candidate.name).join(', ');
    throw new BadControlRequest(`"server" must be one of ${names}`);
  }
  return server;
}

function parseRule(body: Readonly<Record<string, unknown>>): FaultRule {
  const kind = FAULT_KINDS.find((known) => known === body['kind']);
  if (kind === undefined) {
    throw new BadControlRequest(`"kind" must be one of ${FAULT_KINDS.join(', ')}`);
  }
  return {
    kind: kind satisfies FaultKind,
    ...optional(body, 'method', 'string'),
    ...optional(body, 'path', 'string'),
    ...optional(body, 'location', 'string'),
    ...optional(body, 'words', 'string'),
    ...optional(body, 'times', 'number'),
    ...optional(body, 'status', 'number'),
  };
}

function optional(
  body: Readonly<Record<string, unknown>>,
  name: string,
  type: 'string' | 'number',
): Record<string, unknown> {
  const value = body[name];
  if (value !== undefined && typeof value !== type) {
    throw new BadControlRequest(`"${name}" must be a ${type}`);
  }
  return value === undefined ? {} : { [name]: value };
}

function changeSettings(settings: object, changes: Readonly<Record<string, unknown>>): object {
  const current = new Map<string, unknown>(Object.entries(settings));
  for (const [name, value] of Object.entries(changes)) {
    const known = current.get(name);
    const fits = known === null || value === null || typeof known === typeof value;
    if (!current.has(name) || !fits) {
      throw new BadControlRequest(`no setting "${name}" of this type`);
    }
  }
  return Object.assign(settings, changes);
}

function readObject(request: SandboxRequest): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    if (typeof value === 'object' && value !== null) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Falls through to the same complaint.
  }
  throw new BadControlRequest('the body must be a JSON object');
}
