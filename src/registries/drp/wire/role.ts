import { array, object, optionalString, string } from '../../shared/rest/wire.ts';
import type { Claim } from '../claims/claim.ts';

export interface Role {
  readonly name: string;
  readonly description: string;
  readonly claims: readonly Claim[];
}

export const readRoles = (json: unknown): readonly Role[] => array(json, 'roles').map(readRole);

function readRole(json: unknown): Role {
  const role = object(json, 'role');
  return {
    name: string(role['Name'], 'role.Name'),
    description: optionalString(role['Description'], 'role.Description') ?? '',
    claims: array(role['Claims'] ?? [], 'role.Claims').map(readClaim),
  };
}

/** Inner names are in lower case (docs/registries/drp.md §2.2). */
function readClaim(json: unknown): Claim {
  const claim = object(json, 'role.Claims[]');
  const part = (name: keyof Claim) => optionalString(claim[name], `role.Claims[].${name}`) ?? '';
  return { scope: part('scope'), action: part('action'), specific: part('specific') };
}
