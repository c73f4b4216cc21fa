import { SCOPES } from './claims.ts';
import type { Drp } from './context.ts';
import { VERSIONS } from './settings.ts';

/**
 * `models.Info` (docs/registries/drp.md §2.2); a passive node leaves out licenses, scopes and
 * statistics.
 */
export function infoOf({ settings, port, world }: Drp): object {
  const known = {
    arch: 'amd64',
    os: 'linux',
    version: VERSIONS[settings.mode],
    id: '52:54:00:aa:01:02',
    api_port: port(),
    address: '127.0.0.1',
    features: features(settings.mode),
    errors: [],
  };
  if (settings.passive) return { ...known, ha_enabled: true, ha_is_active: false };
  const stats = [{ name: 'machines.count', count: world.machines.length }];
  if (settings.mode === 'v35') return { ...known, stats };
  return {
    ...known,
    stats,
    scopes: Object.fromEntries(
      Object.entries(SCOPES).map(([scope, actions]) => [
        scope,
        Object.fromEntries(actions.map((action) => [action, {}])),
      ]),
    ),
    License: {
      Owner: 'Sandbox',
      Contact: 'sandbox@registry.example',
      Licenses: [{ Name: 'rbac', Active: settings.licensed, Expired: !settings.licensed }],
    },
  };
}

const features = (mode: Drp['settings']['mode']): string[] =>
  mode === 'v35' ? ['api-v3'] : ['api-v3', 'roles', 'tenants', 'slim-objects'];
