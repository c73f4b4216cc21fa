/**
 * The real package managers, set up by us and driven by themselves, against a registry that demands
 * the login. What is not on this machine counts as skipped, and its line says why.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { setupTools } from '../../../../src/delivery/tools/index.ts';
import { setUp, variablesOf, type Wanted } from '../../../../src/delivery/tools/set-up.ts';
import { listen, stop } from '../../../sandbox/http/server.ts';
import { Authority, SANDBOX_NAMES } from '../../../sandbox/tls/authority.ts';
import { onPath } from '../../../tools/on-path.ts';

const user = 'svc-ci';
const secret = 'eyJub3QiOiJhIHJlYWwgc2VjcmV0In0.x.y-4714';

/** What each path answers to those who are logged in. */
const answers = (origin: string): Readonly<Record<string, object | string>> => ({
  '/npm/acme/demo': {
    name: 'demo',
    'dist-tags': { latest: '1.2.3' },
    versions: { '1.2.3': { name: 'demo', version: '1.2.3', dist: { tarball: `${origin}/x.tgz` } } },
  },
  '/pypi/acme/simple/demo/': '<a href="demo-1.2.3.tar.gz">demo-1.2.3.tar.gz</a>',
  '/maven/acme/org/example/parent/1/parent-1.pom':
    '<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging></project>',
  '/go/acme/example.com/demo/@v/list': 'v1.2.3\n',
  '/go/acme/example.com/demo/@v/v1.2.3.info': { Version: 'v1.2.3' },
  '/go/acme/example.com/demo/@v/v1.2.3.mod': 'module example.com/demo\n',
  '/helm/acme/index.yaml': 'apiVersion: v1\nentries: {}\n',
  '/cargo/acme/index/config.json': { dl: `${origin}/dl`, api: origin, 'auth-required': true },
  '/cargo/acme/index/de/mo/demo': {
    name: 'demo',
    vers: '1.2.3',
    deps: [],
    cksum: '0'.repeat(64),
    features: {},
    yanked: false,
  },
});

/** Every request, with whether it had the login. */
interface Asked {
  readonly path: string;
  readonly isLoggedIn: boolean;
}

/** A program's arguments and files of a project, none of which says a word of a login. */
interface Drive {
  readonly program: string;
  readonly tool: string;
  /** Below the origin. */
  readonly path: string;
  readonly tls?: true;
  /** What it says where it is there and cannot run. */
  readonly isMissing?: RegExp;
  /** The name that the registry has for it. */
  readonly host?: string;
  /** It is driven with its environment as well. */
  readonly both?: true;
  readonly args: (origin: string, home: string) => readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: (home: string) => Readonly<Record<string, string>>;
  readonly prints?: RegExp;
  /** The path that it has to get. */
  readonly gets: string;
}

const drives: readonly Drive[] = [
  {
    program: 'npm',
    both: true,
    tool: 'npm',
    path: '/npm/acme',
    args: () => ['view', 'demo', 'version', '--no-update-notifier'],
    prints: /1\.2\.3/,
    gets: '/npm/acme/demo',
  },
  {
    program: 'pip',
    both: true,
    tool: 'pip',
    path: '/pypi/acme',
    args: () => ['index', 'versions', 'demo', '--disable-pip-version-check', '--no-cache-dir'],
    prints: /1\.2\.3/,
    gets: '/pypi/acme/simple/demo/',
  },
  {
    program: 'mvn',
    tool: 'maven',
    path: '/maven/acme',
    args: () => ['-B', '-q', 'validate'],
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.example</groupId><artifactId>parent</artifactId><version>1</version><relativePath/></parent><artifactId>app</artifactId><packaging>pom</packaging></project>',
    },
    // Java asks the system for the home and not the environment.
    env: (home) => ({ MAVEN_OPTS: `-Duser.home=${home} -XX:TieredStopAtLevel=1` }),
    gets: '/maven/acme/org/example/parent/1/parent-1.pom',
  },
  {
    program: 'go',
    tool: 'go',
    path: '/go/acme',
    // Go sends logins over TLS alone.
    tls: true,
    args: () => ['list', '-m', '-versions', 'example.com/demo'],
    env: (home) => ({
      GOFLAGS: '-mod=mod',
      GONOSUMDB: 'example.com',
      GOTOOLCHAIN: 'local',
      SSL_CERT_FILE: path.join(home, 'ca.pem'),
    }),
    prints: /v1\.2\.3/,
    gets: '/go/acme/example.com/demo/@v/list',
  },
  {
    program: 'curl',
    tool: 'go',
    path: '/go/acme',
    // curl knows a host without its port.
    host: 'acme.test',
    args: (origin) => [
      '-s',
      '--netrc',
      '--connect-to',
      `acme.test:80:${new URL(origin).host}`,
      'http://acme.test/go/acme/example.com/demo/@v/list',
    ],
    prints: /v1\.2\.3/,
    gets: '/go/acme/example.com/demo/@v/list',
  },
  {
    program: 'helm',
    tool: 'helm',
    path: '/helm/acme',
    args: () => ['repo', 'update', 'acme'],
    gets: '/helm/acme/index.yaml',
  },
  {
    program: 'cargo',
    both: true,
    tool: 'cargo',
    path: '/cargo/acme/index',
    args: () => ['generate-lockfile'],
    files: {
      'Cargo.toml':
        '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\ndemo = { version = "1", registry = "acme" }\n',
      'src/lib.rs': '',
    },
    // A toolchain that was installed for the user is found there.
    env: (home) => ({
      CARGO_HOME: path.join(home, '.cargo'),
      RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? path.join(process.env['HOME'] ?? '', '.rustup'),
    }),
    // A launcher whose toolchain belongs to another user.
    isMissing: /^error: rustup could not choose a version of cargo/,
    gets: '/cargo/acme/index/de/mo/demo',
  },
];

describe('package managers that were set up', { concurrency: 2 }, () => {
  const asked: Asked[] = [];
  let authority: Authority | undefined;
  let [plain, tls]: Server[] = [];
  const origins = { plain: '', tls: '' };

  const serve = (origin: () => string) => (request: IncomingMessage, reply: ServerResponse) => {
    const { authorization = '' } = request.headers;
    const basic = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
    const isLoggedIn = [basic, `Bearer ${secret}`].includes(authorization);
    asked.push({ path: request.url ?? '', isLoggedIn });
    const answer = answers(origin())[request.url ?? ''];
    if (!isLoggedIn) reply.writeHead(401, { 'WWW-Authenticate': 'Basic realm="acme"' }).end();
    else if (answer === undefined) reply.writeHead(404).end();
    else {
      const isText = typeof answer === 'string';
      reply.writeHead(200, { 'Content-Type': isText ? 'text/html' : 'application/json' });
      reply.end(isText ? answer : JSON.stringify(answer));
    }
  };

  before(async () => {
    authority = await Authority.create('acme');
    const leaf = await authority.issue({ names: SANDBOX_NAMES });
    plain = createServer(serve(() => origins.plain));
    tls = createTlsServer(
      leaf,
      serve(() => origins.tls),
    );
    origins.plain = `http://127.0.0.1:${await listen(plain)}`;
    origins.tls = `https://127.0.0.1:${await listen(tls)}`;
  });
  after(async () => {
    for (const server of [plain, tls]) if (server !== undefined) await stop(server);
  });

  for (const drive of drives) {
    for (const inEnvironment of [false, true]) {
      const tool = setupTools.find(({ id }) => id === drive.tool);
      if (inEnvironment && drive.both !== true) continue;
      const name = `${drive.program} logs in ${inEnvironment ? 'from its environment' : 'from its file'}`;
      it(name, { timeout: 120_000 }, async (context) => {
        const program = await onPath(drive.program);
        if (program === undefined) {
          context.skip(`${drive.program} is not on this machine`);
          return;
        }
        assert.ok(tool);
        const home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
        context.after(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
        const origin = drive.tls === true ? origins.tls : origins.plain;
        const url = (drive.host === undefined ? origin : `http://${drive.host}`) + drive.path;
        const repository = { name: 'acme', format: tool.format, url, description: '' };
        const wanted: Wanted = { tool, setup: { repository, user }, inEnvironment, projects: [] };
        const around = { env: {}, platform: process.platform, home, untrusted: [] };
        await setUp(wanted, new Secret(secret), around);
        await writeFile(path.join(home, 'ca.pem'), authority?.pem ?? '');
        const project = path.join(home, 'project');
        for (const [file, text] of Object.entries({ keep: '', ...drive.files })) {
          await mkdir(path.dirname(path.join(project, file)), { recursive: true });
          await writeFile(path.join(project, file), text);
        }
        const variables = inEnvironment ? [...variablesOf(wanted, new Secret(secret))] : [];
        const env = {
          PATH: process.env['PATH'],
          HOME: home,
          ...drive.env?.(home),
          ...Object.fromEntries(
            variables.map(([key, value]) => [
              key,
              typeof value === 'string' ? value : value.reveal(),
            ]),
          ),
        };
        const { code, said } = await run(program, drive.args(origin, home), env, project);
        if (drive.isMissing?.test(said) === true) {
          context.skip(`${drive.program} has no toolchain on this machine`);
          return;
        }
        assert.equal(code, 0, said);
        assert.match(said, drive.prints ?? /(?:)/);
        assert.ok(asked.some(({ path: got, isLoggedIn }) => got === drive.gets && isLoggedIn));
        assert.ok(!said.includes(secret));
      });
    }
  }
});

async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const ended = Promise.withResolvers<number | null>();
  child.on('error', ended.reject);
  child.on('close', ended.resolve);
  return { code: await ended.promise, said };
}
