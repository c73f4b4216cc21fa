import path from 'node:path';
import { tarball } from './archive.ts';

const wheel = 'demo-1.2.3-py3-none-any.whl';

/** Where Terraform gets a module from, by its path; that address needs no login. */
export const sources: Readonly<Record<string, string>> = {
  '/terraform/acme/acme/demo/aws/1.2.3/download': '/open/demo.tar.gz',
};

/** What is there without a login. */
export const open: Readonly<Record<string, Buffer>> = {
  '/open/demo.tar.gz': tarball({ 'main.tf': '' }),
};

/** What each path answers to those who are logged in. */
export const answers = (origin: string): Readonly<Record<string, object | string>> => ({
  '/npm/acme/demo': {
    name: 'demo',
    'dist-tags': { latest: '1.2.3' },
    versions: { '1.2.3': { name: 'demo', version: '1.2.3', dist: { tarball: `${origin}/x.tgz` } } },
  },
  // With its metadata apart (PEP 658), so that nobody needs the package itself.
  '/pypi/acme/simple/demo/': `<!DOCTYPE html><a href="${wheel}#sha256=${'0'.repeat(64)}" data-core-metadata="true">${wheel}</a>`,
  [`/pypi/acme/simple/demo/${wheel}.metadata`]:
    'Metadata-Version: 2.1\nName: demo\nVersion: 1.2.3\n',
  // What twine sends a package to.
  '/pypi/acme': '',
  '/maven/acme/org/example/parent/1/parent-1.pom':
    '<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging></project>',
  '/go/acme/example.com/demo/@v/list': 'v1.2.3\n',
  '/go/acme/example.com/demo/@v/v1.2.3.info': { Version: 'v1.2.3' },
  '/go/acme/example.com/demo/@v/v1.2.3.mod': 'module example.com/demo\n',
  '/helm/acme/index.yaml': 'apiVersion: v1\nentries: {}\n',
  '/.well-known/terraform.json': { 'modules.v1': '/terraform/acme/' },
  '/terraform/acme/acme/demo/aws/versions': { modules: [{ versions: [{ version: '1.2.3' }] }] },
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

/** A program's arguments and files of a project, none of which says a word of a login. */
export interface Drive {
  readonly program: string;
  readonly tool: string;
  /** Below the origin. */
  readonly path: string;
  readonly tls?: true;
  /** What it says where it is there, and its toolchain or this version of it is not. */
  readonly isMissing?: RegExp;
  /** The name that the registry has for it. */
  readonly host?: string;
  /** It is driven with its environment as well. */
  readonly both?: true;
  readonly args: (origin: string, home: string, inEnvironment: boolean) => readonly string[];
  readonly files?: (origin: string) => Readonly<Record<string, string | Buffer>>;
  readonly env?: (home: string) => Readonly<Record<string, string>>;
  readonly prints?: RegExp;
  /** The path that it has to get. */
  readonly gets: string;
}

/** A keyring of this machine is asked by nobody. */
const withoutKeyring = () => ({
  PYTHON_KEYRING_BACKEND: 'keyring.backends.null.Keyring',
  POETRY_VIRTUALENVS_CREATE: 'false',
});

const sdist = tarball({
  'demo-1.2.3/PKG-INFO': 'Metadata-Version: 2.1\nName: demo\nVersion: 1.2.3\n',
  'demo-1.2.3/demo.py': '',
});

export const drives: readonly Drive[] = [
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
    program: 'pnpm',
    both: true,
    tool: 'npm',
    path: '/npm/acme',
    args: () => ['view', 'demo', 'version'],
    prints: /1\.2\.3/,
    gets: '/npm/acme/demo',
  },
  {
    program: 'yarn',
    both: true,
    tool: 'yarn',
    path: '/npm/acme',
    args: () => ['npm', 'info', 'demo', '--fields', 'version', '--json'],
    files: () => ({ 'package.json': '{"name":"app"}', 'yarn.lock': '' }),
    env: () => ({ YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1', YARN_ENABLE_TELEMETRY: '0' }),
    // The first version of it is another tool.
    isMissing: /Command "npm" not found/,
    prints: /1\.2\.3/,
    gets: '/npm/acme/demo',
  },
  {
    program: 'uv',
    both: true,
    tool: 'uv',
    path: '/pypi/acme',
    args: () => ['pip', 'compile', '--no-cache', '--quiet', 'requirements.in'],
    files: () => ({ 'requirements.in': 'demo\n' }),
    prints: /demo==1\.2\.3/,
    gets: '/pypi/acme/simple/demo/',
  },
  {
    program: 'twine',
    both: true,
    tool: 'twine',
    path: '/pypi/acme',
    args: (_, __, inEnvironment) => [
      'upload',
      '--non-interactive',
      '--disable-progress-bar',
      ...(inEnvironment ? [] : ['--repository', 'acme']),
      'demo-1.2.3.tar.gz',
    ],
    files: () => ({ 'demo-1.2.3.tar.gz': sdist }),
    env: withoutKeyring,
    gets: '/pypi/acme',
  },
  {
    program: 'poetry',
    both: true,
    tool: 'poetry',
    path: '/pypi/acme',
    args: () => ['lock', '--no-interaction', '--no-cache'],
    files: (origin) => ({
      'pyproject.toml': `[project]
name = "app"
version = "1"
requires-python = ">=3.9"
dependencies = ["demo"]
[[tool.poetry.source]]
name = "acme"
url = "${origin}/pypi/acme/simple/"
priority = "primary"
`,
    }),
    env: withoutKeyring,
    gets: '/pypi/acme/simple/demo/',
  },
  {
    program: 'mvn',
    tool: 'maven',
    path: '/maven/acme',
    args: () => ['-B', '-q', 'validate'],
    files: () => ({
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.example</groupId><artifactId>parent</artifactId><version>1</version><relativePath/></parent><artifactId>app</artifactId><packaging>pom</packaging></project>',
    }),
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
    program: 'terraform',
    tool: 'terraform',
    path: '/terraform/acme',
    // It asks registries over TLS alone.
    tls: true,
    args: () => ['get', '-no-color'],
    files: (origin) => ({
      'main.tf': `module "demo" {
  source  = "${new URL(origin).host}/acme/demo/aws"
  version = "1.2.3"
}
`,
    }),
    env: (home) => ({ SSL_CERT_FILE: path.join(home, 'ca.pem'), CHECKPOINT_DISABLE: '1' }),
    gets: '/terraform/acme/acme/demo/aws/versions',
  },
  {
    program: 'cargo',
    both: true,
    tool: 'cargo',
    path: '/cargo/acme/index',
    args: () => ['generate-lockfile'],
    files: () => ({
      'Cargo.toml':
        '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\ndemo = { version = "1", registry = "acme" }\n',
      'src/lib.rs': '',
    }),
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
