import type { Drp } from './context.ts';
import { since } from './context.ts';
import type { DrpLicense } from './settings.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Machines that an `upto-nodes` license allows. */
const NODES = 10;

/** Whether the license lets somebody do something: roles and tenants are read by all. */
export function isLicensed(drp: Drp, scope: string, action: string): boolean {
  const isFree = ['list', 'get'].includes(action) || !['roles', 'tenants'].includes(scope);
  return isFree || allowsRoles(drp);
}

function allowsRoles(drp: Drp): boolean {
  switch (drp.settings.license) {
    case 'rbac':
    case 'rbac-soft-expired':
      return true;
    case 'carte-blanche':
      return since(drp, '3.12');
    case 'upto-nodes':
      return since(drp, '3.12') && drp.world.machines.length <= NODES;
    default:
      return false;
  }
}

/** The licenses as `/info` tells them. */
export function licensesOf(drp: Drp): object[] {
  const { license } = drp.settings;
  if (license === 'none') return [];
  const now = drp.world.clock.now();
  const { name, soft, hard } = TERMS[license];
  const at = (days: number): string => new Date(now + days * DAY).toISOString();
  return [
    {
      Name: name,
      Version: 'v3',
      Data: license === 'upto-nodes' ? { machines: NODES } : null,
      PurchaseDate: at(-400),
      StartDate: at(-400),
      SoftExpireDate: at(soft),
      HardExpireDate: at(hard),
      ShortLicense: '',
      LongLicense: '',
      Active: hard > 0,
      Expired: soft < 0,
    },
  ];
}

/** Days until the soft and the hard end. */
const TERMS: Readonly<
  Record<Exclude<DrpLicense, 'none'>, { name: string; soft: number; hard: number }>
> = {
  rbac: { name: 'rbac', soft: 100, hard: 130 },
  'rbac-soft-expired': { name: 'rbac', soft: -10, hard: 20 },
  'rbac-expired': { name: 'rbac', soft: -40, hard: -10 },
  'carte-blanche': { name: 'carte-blanche', soft: 100, hard: 130 },
  'upto-nodes': { name: 'upto-nodes', soft: 100, hard: 130 },
};
