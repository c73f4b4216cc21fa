import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readGitRemote } from '../../../src/core/git-remote.ts';

const read = (address: string): string | undefined => {
  const remote = readGitRemote(address);
  return remote === undefined ? undefined : `${remote.host}/${remote.path}`;
};

it('reads the remotes of git in all their forms', () => {
  for (const [address, remote] of [
    ['https://github.com/acme/api', 'github.com/acme/api'],
    ['https://github.com/acme/api.git', 'github.com/acme/api'],
    [' https://GitHub.com/Acme/Api/ ', 'github.com/Acme/Api'],
    ['git@github.com:acme/api.git', 'github.com/acme/api'],
    ['github.com:acme/api', 'github.com/acme/api'],
    ['org-123@github.com:acme/api.git', 'github.com/acme/api'],
    ['ssh://git@github.com/acme/api.git', 'github.com/acme/api'],
    ['ssh://git@ssh.github.com:443/acme/api.git', 'github.com/acme/api'],
    ['git+ssh://git@altssh.gitlab.com:443/acme/api', 'gitlab.com/acme/api'],
    ['git@altssh.bitbucket.org:acme/api.git', 'bitbucket.org/acme/api'],
    ['git@gitlab.example.test:group/sub.group/api.git', 'gitlab.example.test/group/sub.group/api'],
    ['https://git.example.test:8443/group/api.git', 'git.example.test:8443/group/api'],
    ['ssh://git@git.example.test:2222/group/api.git', 'git.example.test/group/api'],
    ['git@ghe.example.test:/acme/api', 'ghe.example.test/acme/api'],
  ] as const) {
    assert.equal(read(address), remote, address);
  }
});

it('leaves out what is secret in an address', () => {
  const remote = readGitRemote('https://dana:ghp_planted@github.com/acme/api.git?token=x#y');
  assert.deepEqual(remote, { host: 'github.com', path: 'acme/api' });
});

it('takes nothing else for the remote of a repository', () => {
  for (const address of [
    '',
    'acme/api',
    '/srv/git/api.git',
    '../api',
    'C:/work/api',
    'C:\\work\\api',
    'file:///srv/git/api.git',
    'https://github.com',
    'https://github.com/acme',
    'https:///acme/api',
    'https://github.com/acme/a b',
    'git@github.com:acme/$' + '{{x}}',
    'ext::sh -c x',
  ]) {
    assert.equal(read(address), undefined, address);
  }
});
