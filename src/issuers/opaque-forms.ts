import { type Lifetime, unknownLifetime, until } from '../core/lifetime.ts';
import type { OpaqueForm } from '../core/token-language.ts';

/** Forms of secrets that their makers gave a prefix or a structure to be known by. */
export const opaqueForms: readonly OpaqueForm[] = [
  { id: 'github-classic', pattern: /^ghp_[A-Za-z0-9]{20,}$/ },
  { id: 'github-fine-grained', pattern: /^github_pat_\w{20,}$/ },
  { id: 'github-oauth', pattern: /^gh[ou]_[\w.-]{20,}$/ },
  { id: 'github-installation', pattern: /^ghs_[\w.-]{20,}$/ },
  { id: 'github-refresh', pattern: /^ghr_[A-Za-z0-9]{20,}$/ },
  { id: 'gitlab-personal', pattern: /^(?:[\w-]{1,24}-)?glpat-[\w.-]{10,}$/ },
  { id: 'gitlab-deploy', pattern: /^(?:[\w-]{1,24}-)?gldt-[\w.-]{10,}$/ },
  { id: 'gitlab-other', pattern: /^gl(?:rt|rtr|oas|ptt|soat|ft|imt|agent|ffct|wt)-[\w.-]{10,}$/ },
  { id: 'gitlab-job', pattern: /^glcbt-[\w.-]{10,}$/ },
  { id: 'docker-personal', pattern: /^dckr_pat_[\w-]{10,}$/ },
  { id: 'docker-organization', pattern: /^dckr_oat_[\w-]{10,}$/ },
  { id: 'vault-service', pattern: /^hvs\.[\w-]{10,}$/ },
  { id: 'vault-batch', pattern: /^hvb\.[\w-]{10,}$/ },
  { id: 'npm', pattern: /^npm_[A-Za-z0-9]{20,}$/ },
  { id: 'pypi', pattern: /^pypi-[\w-]{20,}$/ },
  { id: 'google-access', pattern: /^ya29\.[\w-]{20,}$/ },
  { id: 'ecr', pattern: /^eyJwYXlsb2Fk[\w+/-]{20,}={0,2}$/, lifetime: ecrLifetime },
  { id: 'ghcr', pattern: /^djE6[\w+/-]{4,}={0,2}$/ },
  { id: 'paseto-public', pattern: /^v[1-4]\.public\.[\w-]+(?:\.[\w-]+)?$/ },
  { id: 'paseto-local', pattern: /^v[1-4]\.local\.[\w-]+(?:\.[\w-]+)?$/ },
  { id: 'biscuit', pattern: /^(?:biscuit:)?E[mnop][\w-]{100,}={0,2}$/ },
  { id: 'macaroon', pattern: /^(?:MDA[a-z]|Ag[EI])[\w+/-]{30,}={0,2}$/ },
  { id: 'swt', pattern: /^[^\s]*&HMACSHA256=[^\s&]+$/ },
];

/** The end in a password of Amazon's registry: base64 of JSON with the seconds as `expiration`. */
function ecrLifetime(text: string): Lifetime {
  const [, seconds] =
    /"expiration":(\d{9,10})\b/.exec(Buffer.from(text, 'base64').toString('latin1')) ?? [];
  return seconds === undefined ? unknownLifetime : until(Number(seconds) * 1000);
}
