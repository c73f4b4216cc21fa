import { createHash } from 'node:crypto';

const COLORS = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b'] as const;

/** The avatar object that Quay puts next to names; its hash and color follow from the name. */
export function avatar(name: string, kind: 'user' | 'org' | 'team' | 'robot'): object {
  const digest = createHash('sha256').update(`${kind}:${name}`).digest();
  return {
    name,
    hash: digest.toString('hex').slice(0, 32),
    color: COLORS[digest.readUInt8(0) % COLORS.length],
    kind,
  };
}
