import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Answer, Call } from '../client.ts';
import { ACME, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

const API = '/api/v1/repository/acme-platform/api';

describe('Quay: permissions, teams and repositories', () => {
  let quay: Harness;
  before(async () => {
    quay = await startHarness();
  });
  after(() => quay.sandbox.close());

  /** With every scope but that of super users. */
  const call = (method: string, path: string, more: Call = {}): Promise<Answer> =>
    quay.call(method, path, { bearer: quay.sandbox.quay.tokens.everything.secret, ...more });
  const put = (path: string, role: string): Promise<Answer> =>
    call('PUT', path, { json: { role } });
  const roles = (answer: Answer): unknown =>
    Object.values((answer.json() as { permissions: object }).permissions).map(
      (permission: { name: string; role: string }) => `${permission.name} ${permission.role}`,
    );

  it('gives a team a permission, lists it, and takes it away once', async () => {
    const team = `${API}/permissions/team/builders`;
    const given = (await put(team, 'write')).json() as Record<string, unknown>;
    assert.deepEqual([given['name'], given['role']], ['builders', 'write']);
    assert.deepEqual((await call('GET', team)).json(), { role: 'write' });
    assert.deepEqual(roles(await call('GET', `${API}/permissions/team/`)), ['builders write']);
    assert.equal((await call('DELETE', team)).status, 204);
    const again = await call('DELETE', team);
    assert.equal(again.status, 400);
    assert.match(again.text, /"detail":"Team does not have permission for repo\."/);
    assert.match(
      (await put(`${API}/permissions/team/nope`, 'read')).text,
      /"detail":"No team nope in organization acme-platform"/,
    );
  });

  it('keeps the owner of a namespace its admin', async () => {
    const own = '/api/v1/repository/dana/dotfiles/permissions/user/dana';
    for (const answer of [await put(own, 'read'), await call('DELETE', own)]) {
      assert.equal(answer.status, 400);
      assert.match(answer.text, /Namespace owner must always be admin\./);
    }
  });

  it('takes a repository with slashes in its name', async () => {
    quay.sandbox.quay.world.addRepository('acme-platform', 'deep/er', { dana: 'admin' });
    const path = '/api/v1/repository/acme-platform/deep/er/permissions/user/acme-platform%2Bci';
    assert.equal((await put(path, 'read')).status, 200);
    assert.equal(
      (await call('GET', `${path}/transitive`)).text.trim(),
      '{"permissions":[{"role":"read"}]}',
    );
  });

  it('lets robots alone into a team that is synced from a directory', async () => {
    const { world } = quay.sandbox.quay;
    const organization = world.organizations.get('acme-platform');
    assert(organization);
    world.addTeam(organization, 'directory', 'member', []).syncedFrom = 'ldap';
    const members = '/api/v1/organization/acme-platform/team/directory/members';
    const person = await call('PUT', `${members}/erin`);
    assert.deepEqual(
      [person.status, (person.json() as { detail: string }).detail],
      [400, 'Cannot call this method on an auth-synced team'],
    );
    assert.equal((await call('PUT', `${members}/acme-platform%2Bci`)).status, 200);
    const list = (await call('GET', members)).json() as { members: object[]; synced: object };
    assert.deepEqual([list.members.length, list.synced], [1, { service: 'ldap' }]);
    assert.equal((await call('DELETE', `${members}/acme-platform%2Bci`)).status, 204);
    organization.teams.delete('directory');
  });

  it('makes, changes and deletes a team, but not the only one that administers', async () => {
    const team = `${ACME}/team/ops`;
    const isNew = async (json: object): Promise<unknown> =>
      ((await call('PUT', team, { json })).json() as { new_team: unknown }).new_team;
    assert.equal(await isNew({ role: 'member' }), true);
    assert.equal(await isNew({ role: 'creator', description: 'd' }), false);
    assert.equal(
      quay.sandbox.quay.world.organizations.get('acme-platform')?.teams.get('ops')?.role,
      'creator',
    );
    assert.equal((await call('DELETE', team)).status, 204);
    assert.deepEqual((await call('DELETE', team)).json(), {
      message: "Team 'ops' is not a team in org 'acme-platform'",
    });
    assert.match(
      (await call('PUT', `${ACME}/team/Ops`, { json: { role: 'member' } })).text,
      /Invalid team name Ops: Namespace must match expression/,
    );
    const owners = `${ACME}/team/owners`;
    assert.match((await call('DELETE', owners)).text, /would remove admin ability for user 'dana'/);
    assert.match((await put(owners, 'member')).text, /Cannot remove admin from team 'owners'/);
    assert.match((await call('DELETE', `${owners}/members/dana`)).text, /their only admin team/);
  });

  it('shows the members of a team to its members alone', async () => {
    const { tokens } = quay.sandbox.quay;
    const members = (team: string, bearer = tokens.full.secret): Promise<Answer> =>
      call('GET', `/api/v1/organization/my_org/team/${team}/members`, { bearer });
    assert.match((await members('readers')).text, /"name":"dana".*"can_edit":false/);
    assert.equal((await members('owners')).status, 403);
    assert.equal((await members('readers', tokens.userAdmin.secret)).status, 403);
  });

  it('gives default permissions to a repository that a push makes', async () => {
    const { world } = quay.sandbox.quay;
    const prototype = (delegate: object): Promise<Answer> =>
      call('POST', `${ACME}/prototypes`, { json: { role: 'write', delegate } });
    assert.equal((await prototype({ kind: 'team', name: 'builders' })).status, 200);
    assert.equal((await prototype({ kind: 'user', name: 'acme-platform+spare' })).status, 200);
    assert.match((await prototype({ kind: 'user', name: 'nobody' })).text, /Missing delegate/);
    assert.deepEqual((await prototype({ kind: 'team', name: 'nope' })).json(), {
      message: "('Team does not exist: %s/%s', 'acme-platform', 'nope')",
    });
    const scope = encodeURIComponent('repository:acme-platform/fresh:pull,push');
    const password = world.users.get('dana')?.password ?? '';
    await quay.bare('GET', `/v2/auth?scope=${scope}`, { basic: `dana:${password}` });
    const made = world.repositories.get('acme-platform/fresh');
    assert.deepEqual(Object.fromEntries(made?.grants ?? []), {
      dana: 'admin',
      'acme-platform+spare': 'write',
    });
    assert.deepEqual(Object.fromEntries(made?.teamGrants ?? []), { builders: 'write' });
  });

  it('lists the repositories that a user sees, a hundred a page, and makes one', async () => {
    const { world } = quay.sandbox.quay;
    for (let index = 0; index < 150; index += 1) {
      world.addRepository('my_org', `r${index}`, index < 120 ? { dana: 'read' } : {});
    }
    const list = async (query: string): Promise<{ repositories: object[]; next_page?: string }> =>
      (await call('GET', `/api/v1/repository?${query}`)).json() as never;
    const first = await list('namespace=my_org');
    const second = await list(`namespace=my_org&next_page=${first.next_page ?? ''}`);
    assert.deepEqual([first.repositories.length, second.repositories.length], [100, 20]);
    assert.equal('next_page' in second, false);
    assert.equal((await call('GET', '/api/v1/repository')).status, 400);
    const json = {
      namespace: 'acme-platform',
      repository: 'new',
      visibility: 'private',
      description: '',
    };
    assert.equal((await call('POST', '/api/v1/repository', { json })).status, 201);
    assert.match((await call('POST', '/api/v1/repository', { json })).text, /already exists/);
    assert.match(
      (await call('GET', '/api/v1/repository/acme-platform/new')).text,
      /"can_admin":true/,
    );
    assert.match(
      (await call('GET', '/api/v1/find/repositories?query=acme-platform/ne')).text,
      /"name":"new"/,
    );
  });

  it('finds who can be given a permission by the beginning of the name', async () => {
    const names = async (path: string): Promise<string[]> =>
      ((await call('GET', path)).json() as { results: { name: string }[] }).results.map(
        ({ name }) => name,
      );
    const query = 'namespace=acme-platform&includeTeams=true';
    assert.deepEqual(await names(`/api/v1/entities/b?${query}`), ['builders']);
    assert.deepEqual(await names(`/api/v1/entities/acme-platform%2Bc?${query}`), [
      'acme-platform+ci',
    ]);
    assert.deepEqual(await names('/api/v1/entities/stranger%2B?namespace=stranger'), []);
  });

  it('pages the logs until an empty page', async () => {
    for (let index = 0; index < 25; index += 1) {
      quay.sandbox.quay.world.log('create_robot', 'big', 'dana', {});
    }
    const organization = quay.sandbox.quay.world.addOrganization('big');
    quay.sandbox.quay.world.addTeam(organization, 'owners', 'admin', ['dana']);
    const sizes: number[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const answer = await call('GET', `/api/v1/organization/big/logs?next_page=${next}`);
      const page = answer.json() as { logs: unknown[]; next_page?: string };
      sizes.push(page.logs.length);
      next = page.next_page;
    }
    assert.deepEqual(sizes, [20, 5, 0]);
  });
});
