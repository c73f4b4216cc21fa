import { DEFAULT_SETTINGS } from '../../../sandbox/drp/settings.ts';
import { NEWEST } from '../../../sandbox/drp/version.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { Bench } from '../../../unit/registries/drp/support.ts';
import type { Scene, Staging } from '../scene.ts';

export type DrpScene = Scene<Bench>;

export const staging: Staging<Bench> = {
  start: () => Bench.start(),
  reset: (bench) => {
    Object.assign(bench.drp.settings, DEFAULT_SETTINGS, { version: NEWEST.kb });
    bench.drp.faults.clear();
    bench.drp.world.tenants.clear();
  },
};

export const everything: FormValues = { rights: 'everything' };
export const roles: FormValues = { rights: 'roles', roles: ['readonly'] };
export const triplet = (...claims: readonly string[]): FormValues => ({
  rights: 'claims',
  claims,
  via: 'direct',
});
