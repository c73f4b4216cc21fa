import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OutsideText } from '../../../../src/core/outside-text.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import type { HttpRequest } from '../../../../src/net/http/http.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { workspace } = await import('../fakes/vscode.ts');
const { checkLogins } = await import('../../../../src/ui/commands/check-logins.ts');

const host = 'quay.example.com';
const old = 'not-a-real-secret-4710';
const secret = 'not-a-real-secret-4711';
const npmToken = 'npm_notARealSecret4712';
const token: IssuedToken = {
  record: { ...issued('a1/ci').record, label: 'ci', registryHost: host, loginName: 'acme+ci' },
  secrets: { token: new Secret(secret) },
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the logins of this machine', () => {
  let home = '';
  let sent: HttpRequest[] = [];
  let isOpen = false;
  beforeEach(async () => {
    person.reset();
    [sent, isOpen] = [[], false];
    home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
    for (const name of Object.keys(process.env)) {
      if (/^(XDG_|DOCKER_|REGISTRY_|HELM_|NPM_|npm_|CARGO_|GRADLE_|NETRC|PIP_)/.test(name)) {
        process.env[name] = '';
      }
    }
    Object.assign(process.env, { HOME: home, XDG_RUNTIME_DIR: home });
    await mkdir(path.join(home, '.docker'));
    await writeFile(dockerFile(), dockerLogin());
    await writeFile(path.join(home, '.npmrc'), `//npm.example.com/:_authToken=${npmToken}\n`);
  });
  afterEach(async () => {
    Object.assign(workspace, { isTrusted: true, workspaceFolders: [] });
    await rm(home, { recursive: true, force: true });
  });

  const dockerLogin = () =>
    JSON.stringify({ auths: { [host]: { auth: base64(`acme+ci:${old}`) } } });
  const dockerFile = () => path.join(home, '.docker', 'config.json');
  const access = [{ type: 'repository', name: 'acme/app', actions: ['pull'] }];
  const registryToken = `e30.${Buffer.from(JSON.stringify({ access })).toString('base64url')}.x`;

  /** A registry whose realm takes one secret. */
  const answer = (request: HttpRequest) => {
    sent.push(request);
    const { url, authorization } = request;
    const reply = (status: number, body = '', header = '') => ({
      status,
      headers: new Map(header === '' ? [] : [['www-authenticate', header]]),
      body: new OutsideText(body),
      url,
    });
    if (url.endsWith('/v2/') && isOpen) return reply(200, '{}');
    if (url.endsWith('/v2/')) {
      return reply(401, '', `Bearer realm="https://${host}/v2/auth",service="${host}"`);
    }
    if (url.includes('/v2/auth')) {
      const isRight =
        authorization?.scheme === 'basic' && authorization.password.reveal() === secret;
      return isRight ? reply(200, JSON.stringify({ token: registryToken })) : reply(401);
    }
    return reply(authorization === undefined ? 401 : 200);
  };
  const deskOf = async () => {
    const { services } = await openDesk(() => registryOf({}), { url: `https://${host}` });
    await services.vault.tokens.keep(token);
    const http = { send: (request: HttpRequest) => Promise.resolve(answer(request)) };
    Object.assign(services.sessions, {
      connection: () => Promise.resolve({ http }),
      http: () => Promise.resolve(http),
    });
    return services;
  };
  /** All that was shown, with the last list in full. */
  const seen = () => {
    const rows = person.list.map(({ label, description, detail }) => [label, description, detail]);
    const text = [...person.seen, ...rows.flat()].join('\n');
    for (const one of [old, secret, npmToken, registryToken, base64(`acme+ci:${old}`)]) {
      assert.ok(!text.includes(one), 'a secret was shown');
    }
    return text;
  };
  const withLogin = () => sent.filter(({ authorization }) => authorization !== undefined);

  it('are listed by host, user, tool and file, and nobody is asked', async () => {
    await checkLogins(await deskOf());
    assert.match(seen(), /2 logins were found/);
    assert.deepEqual(sent, []);
  });

  it('are checked after a yes, once, and said to be refused', async () => {
    const services = await deskOf();
    person.plans(host, 'Check with Registry…', 'Ask', '');
    await checkLogins(services);
    assert.match(seen(), /warn\w*: quay\.example\.com refused the token of acme\+ci/);
    assert.match(seen(), /^Refused$/m);
    assert.equal(withLogin().length, 1);
  });

  it('are not called accepted where nobody needs a login', async () => {
    const services = await deskOf();
    isOpen = true;
    person.plans(host, 'Check with Registry…', 'Ask', '');
    await checkLogins(services);
    assert.match(seen(), /quay\.example\.com asks for no login, so nothing was sent/);
    assert.deepEqual(withLogin(), []);
  });

  it('are not sent anywhere without a yes', async () => {
    const services = await deskOf();
    person.plans(host, 'Check with Registry…');
    await checkLogins(services);
    assert.deepEqual(sent, []);
  });

  it('are renewed with the token that is held, and then taken for what it may do', async () => {
    const services = await deskOf();
    person.plans(host, 'Renew', 'Write It', host, 'Check with Registry…', 'Ask', 'acme/app');
    await checkLogins(services);
    assert.match(seen(), /Others on this machine may read|written to .*config\.json, for Docker/);
    const auth = base64(`acme+ci:${secret}`);
    assert.deepEqual(JSON.parse(await readFile(dockerFile(), 'utf8')), {
      auths: { [host]: { auth } },
    });
    assert.match(seen(), /accepts the login of acme\+ci\. It may pull acme\/app, but not push it/);
    assert.match(seen(), /^Still works · pulls only$/m);
  });

  it('of a package manager are asked of its own address', async () => {
    const services = await deskOf();
    person.plans('npm.example.com', 'Check with Registry…', 'Ask');
    await checkLogins(services);
    assert.match(seen(), /npm\.example\.com accepts it/);
    const [request] = withLogin();
    assert.equal(request?.url, 'https://npm.example.com/-/whoami');
    assert.equal(request.authorization?.scheme, 'bearer');
  });

  it('are asked of nobody where the file names no host', async () => {
    await writeFile(
      dockerFile(),
      JSON.stringify({ auths: { [`${host}@evil.test`]: { auth: base64(`u:${old}`) } } }),
    );
    await mkdir(path.join(home, '.m2'));
    await writeFile(
      path.join(home, '.m2', 'settings.xml'),
      `<settings><servers><server><id>m</id><username>u</username><password>${npmToken}</password></server></servers><mirrors><mirror><id>m</id><url>\${env.MIRROR}</url></mirror></mirrors></settings>`,
    );
    for (const label of [`${host}@evil.test`, '${env.MIRROR}']) {
      const services = await deskOf();
      person.plans(label, 'Check with Registry…');
      await checkLogins(services);
      assert.match(seen(), /is not the host of a registry/);
    }
    assert.deepEqual(sent, []);
  });

  it('are removed after a yes, and nothing else', async () => {
    const services = await deskOf();
    person.plans('npm.example.com', 'Remove…', 'Remove');
    await checkLogins(services);
    assert.equal(await readFile(path.join(home, '.npmrc'), 'utf8'), '');
    assert.match(seen(), /1 login was found/);
  });

  it('are remembered as places of the token that was written there, until they are removed', async () => {
    const services = await deskOf();
    const placesOf = async () => (await services.places()).of([token.record.id]);
    const netrc = path.join(home, '.netrc');
    const line = `machine ${host} login acme+ci password ${old}\n`;
    for (const file of [dockerFile(), netrc]) {
      await rm(dockerFile(), { force: true });
      await writeFile(file, file === netrc ? line : dockerLogin());
      person.plans(host, 'Renew', 'Write It');
      await checkLogins(services);
    }
    const places = await placesOf();
    assert.deepEqual(
      places.map(({ kind, facts }) => [kind, facts['host'], facts['file']]).toSorted(),
      [
        ['login', host, undefined],
        ['tool-login', host, netrc],
      ],
    );
    person.plans(host, 'Remove…', 'Remove');
    await checkLogins(services);
    assert.deepEqual(
      (await placesOf()).map(({ kind }) => kind),
      ['login'],
    );
  });

  it('say where an address stands that the file does not tell', async () => {
    await mkdir(path.join(home, '.gradle'));
    await writeFile(path.join(home, '.gradle', 'gradle.properties'), 'acmePassword=not-real\n');
    await checkLogins(await deskOf());
    assert.match(seen(), /Its address stands in the build that reads acmePassword\./);
  });

  it('are none, and what was looked at is said with what to do', async () => {
    await rm(dockerFile());
    await rm(path.join(home, '.npmrc'));
    person.plans('Serve Token to Docker, Podman and Others…');
    await checkLogins(await deskOf());
    assert.match(seen(), /No login was found/);
    assert.match(
      seen(),
      /Looked at those of Docker, Podman, Skopeo and Buildah, .*, Cargo, Terraform\./,
    );
    assert.deepEqual(person.ran, [['registryTokens.serveToken']]);
  });

  it('are not looked at in a workspace that is not trusted', async () => {
    const services = await deskOf();
    const uri = { scheme: 'file', fsPath: path.join(home, 'elsewhere') };
    Object.assign(workspace, { isTrusted: false, workspaceFolders: [{ uri }] });
    await checkLogins(services);
    assert.match(seen(), /This workspace is not trusted/);
    assert.ok(!seen().includes('found'));
  });
});
