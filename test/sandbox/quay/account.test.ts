import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ACME, e1, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

/** `value` without some of its members, for comparing the rest. */
function without(value: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

describe('Quay: configuration, user and organization', () => {
  let quay: Harness;
  let origin: string;
  before(async () => {
    quay = await startHarness();
    origin = quay.sandbox.quay.url;
  });
  after(() => quay.sandbox.close());

  it('row 1: /config needs no credential', async () => {
    const answer = await quay.bare('GET', '/config');
    assert.equal(answer.status, 200);
    const { features, config, oauth, ...rest } = answer.json() as Readonly<
      Record<'features' | 'config' | 'oauth', Readonly<Record<string, unknown>>>
    >;
    assert.equal(config['SERVER_HOSTNAME'], quay.sandbox.quay.hostname);
    assert.equal(config['AUTHENTICATION_TYPE'], 'Database');
    assert.equal('ROBOTS_DISALLOW' in config, false);
    assert.deepEqual(Object.keys(oauth), ['GITHUB_TRIGGER_CONFIG', 'GITLAB_TRIGGER_CONFIG']);
    assert.deepEqual(rest, {
      external_login: [],
      registry_state: 'normal',
      account_recovery_mode: false,
      version_number: 'Quay 3.18.0',
    });
    assert.equal(features['APP_SPECIFIC_TOKENS'], true);
    assert.equal(features['USER_LAST_ACCESSED'], true);
  });

  it('row 2: the user, with both scopes', async () => {
    const answer = await quay.call('GET', '/api/v1/user/');
    assert.equal(answer.status, 200);
    const user = answer.json() as Record<string, unknown> & {
      organizations: Record<string, unknown>[];
    };
    assert.equal(user['anonymous'], false);
    assert.equal(user['username'], 'dana');
    assert.equal(user['email'], 'dana@example.test');
    assert.equal(user['can_create_repo'], true);
    assert.deepEqual(
      user.organizations.map(({ name, is_org_admin: admin }) => [name, admin]),
      [
        ['acme-platform', true],
        ['my_org', false],
      ],
    );
    assert.equal(user.organizations[0]?.['preferred_namespace'], false);
  });

  it('row 2: without org:admin nobody is admin of an organization', async () => {
    const answer = await quay.call('GET', '/api/v1/user/', {
      bearer: quay.sandbox.quay.tokens.userAdmin.secret,
    });
    const { organizations } = answer.json() as { organizations: { is_org_admin: boolean }[] };
    assert.deepEqual(
      organizations.map((organization) => organization.is_org_admin),
      [false, false],
    );
  });

  it('row 3: with user:read alone', async () => {
    const answer = await quay.call('GET', '/api/v1/user/', {
      bearer: quay.sandbox.quay.tokens.readOnly.secret,
    });
    assert.equal(answer.status, 200);
    const user = answer.json() as { organizations: Record<string, unknown>[] };
    assert.deepEqual(Object.keys(user).sort(), [
      'anonymous',
      'avatar',
      'organizations',
      'username',
    ]);
    assert.deepEqual(Object.keys(user.organizations[0] ?? {}).sort(), [
      'avatar',
      'can_create_repo',
      'name',
      'public',
    ]);
  });

  for (const who of ['expired', 'repoRead', 'orgAdmin', 'nobody'] as const) {
    it(`row 4: 401 for ${who}`, async () => {
      const answer = await quay.bare(
        'GET',
        '/api/v1/user/',
        who === 'nobody' ? {} : { bearer: quay.sandbox.quay.tokens[who].secret },
      );
      assert.equal(answer.status, 401);
      assert.deepEqual(answer.json(), {
        ...e1(origin, 'invalid_token', 401, 'Requires authentication'),
        session_required: false,
      });
    });
  }

  it('row 5: the slash at the end matters', async () => {
    const answer = await quay.call('GET', '/api/v1/user?x=1');
    assert.equal(answer.status, 308);
    assert.equal(answer.headers.location, `${origin}/api/v1/user/?x=1`);
    const other = await quay.call('GET', '/api/v1/user/robots/');
    assert.equal(other.status, 404);
    assert.match(other.headers['content-type'] ?? '', /^text\/html/);
  });

  it('row 6: an organization for its admin', async () => {
    const answer = await quay.call('GET', ACME);
    assert.equal(answer.status, 200);
    const organization = answer.json() as Record<string, unknown> & {
      teams: Record<string, Record<string, unknown>>;
    };
    const owners = without(organization.teams['owners'] ?? {}, 'avatar');
    assert.deepEqual(owners, {
      name: 'owners',
      description: '',
      role: 'admin',
      can_view: true,
      repo_count: 0,
      member_count: 1,
      is_synced: false,
    });
    const rest = without(organization, 'avatar', 'teams');
    assert.deepEqual(rest, {
      name: 'acme-platform',
      email: '',
      is_admin: true,
      is_member: true,
      ordered_teams: ['owners', 'builders'],
      invoice_email: false,
      invoice_email_address: null,
      tag_expiration_s: 1209600,
      is_free_account: true,
    });
  });

  it('row 6: an organization for nobody', async () => {
    const answer = await quay.bare('GET', ACME);
    const rest = without(answer.json() as Record<string, unknown>, 'avatar');
    assert.deepEqual(rest, {
      name: 'acme-platform',
      email: '',
      is_admin: false,
      is_member: false,
    });
  });

  it('row 7: an organization that does not exist', async () => {
    const answer = await quay.call('GET', '/api/v1/organization/nope');
    assert.equal(answer.status, 404);
    assert.deepEqual(answer.json(), e1(origin, 'not_found', 404, 'Not Found'));
  });
});
