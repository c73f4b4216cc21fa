import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { FoundLogin } from '../../../../src/ui/delivery/doctor/found-login.ts';
import { rowsOf } from '../../../../src/ui/delivery/doctor/rows.ts';
import { now } from '../fakes/desk.ts';

const stored = {
  id: 'docker:quay.example.com',
  host: 'quay.example.com',
  place: '/home/ada/.docker/config.json',
  secret: new Secret('not-a-real-secret'),
  isForImages: true,
} as const;

const found = (words: string, end: number, isOpen: boolean): FoundLogin => ({
  tool: 'Docker',
  login: { ...stored, isOpen } as FoundLogin['login'],
  words,
  lifetime: until(end),
});

describe('a login in the list of this machine', () => {
  const [ended, open, fine] = rowsOf(
    {
      logins: [
        found('ada, expired 1 hour ago', now - 3_600_000, true),
        found('a sentence that is long, as that of a foreign token', now + 3_600_000, true),
        found('ada, expires in 1 hour', now + 3_600_000, false),
      ],
      faults: [],
      tools: ['Docker'],
    },
    new Map(),
    now,
  );

  it('shows by its icon whether it has ended, and whether others may read it', () => {
    assert.deepEqual([ended?.icon, open?.icon, fine?.icon], ['error', 'warning', 'key']);
  });

  it('says that others may read it before what may be cut off', () => {
    assert.match(open?.detail ?? '', /^others may read the file · a sentence that is long/);
    assert.match(fine?.detail ?? '', /^ada, expires in 1 hour · \/home/);
  });
});
