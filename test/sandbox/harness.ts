import { frozenClock } from './clock.ts';
import { send } from './client.ts';
import type { Answer, Call } from './client.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';

/** A sandbox for tests of the double itself, with its time standing still. */
export interface Harness extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Calls the Quay with the token of both scopes unless the call says otherwise. */
  call(method: string, path: string, options?: Call): Promise<Answer>;
  /** Calls it without a credential unless the call has one. */
  bare(method: string, path: string, options?: Call): Promise<Answer>;
}

/** Fri, 21 Aug 2026 10:00:00 UTC. */
export const NOW = Date.UTC(2026, 7, 21, 10);
export const ACME = '/api/v1/organization/acme-platform';

export async function startHarness(options: SandboxOptions = {}): Promise<Harness> {
  const sandbox = await startSandbox({
    clock: frozenClock(NOW),
    bigOrganizations: {},
    ...options,
  });
  const bare = (method: string, path: string, call: Call = {}): Promise<Answer> =>
    send(`${sandbox.quay.url}${path}`, { ca: sandbox.authority.pem, ...call, method });
  return {
    sandbox,
    bare,
    call: (method, path, call = {}) =>
      bare(
        method,
        path,
        'basic' in call ? call : { bearer: sandbox.quay.tokens.full.secret, ...call },
      ),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** E1 of docs/registries/quay.md §2.0 as this registry writes it. */
export function e1(
  origin: string,
  type: string,
  status: number,
  detail: string,
): Record<string, unknown> {
  return {
    detail,
    error_message: detail,
    error_type: type,
    title: type,
    type: `${origin}/api/v1/error/${type}`,
    status,
  };
}
