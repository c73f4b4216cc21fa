import { createHash } from 'node:crypto';

const COLORS = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b'] as const;

/** The avatar object that Quay puts next to names; its hash and color follow from the name. */
export function avatar(name: string, kind: 'user' | 'org' | 'team' | 'robot' | 'app'): object {
  const digest = createHash('sha256').update(`${kind}:${name}`).digest();
  return {
    name,
    hash: digest.toString('hex'),
    color: COLORS[digest.readUInt8(0) % COLORS.length],
    kind,
  };
}

/** The avatar of a user or of a robot, which has a plus sign in its name. */
export function memberAvatar(name: string): object {
  return avatar(name, isRobotName(name) ? 'robot' : 'user');
}

export function isRobotName(name: string): boolean {
  return name.includes('+');
}
