import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../../../src/core/secret.ts';
import { loginTools } from '../../../../../src/delivery/logins/tools/index.ts';
import type { StoredLogin } from '../../../../../src/delivery/logins/tools/tool.ts';

const never = new AbortController().signal;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** How each tool keeps logins: what is found in a file of its form, and what replaces the first. */
interface Sample {
  readonly tool: string;
  readonly file: string;
  readonly text: string;
  /** Host, user and secret (or where it is instead) of each. */
  readonly logins: readonly (readonly [string, string | undefined, string])[];
  /** What another login, user `new+user` and secret `a "new" <secret>&`, changes in the first. */
  readonly put: readonly (readonly [string, string])[];
  /** What is gone when the first is taken out, or what stands there instead. */
  readonly removed: string | readonly (readonly [string, string])[];
  /** Other files beside it. */
  readonly others?: Readonly<Record<string, string>>;
}

const samples: readonly Sample[] = [
  {
    tool: 'docker',
    file: '.docker/config.json',
    text: `{"auths":{"quay.io":{"auth":"${base64('acme+ci:s:1')}"}},"psFormat":"x"}`,
    logins: [['quay.io', 'acme+ci', 's:1']],
    put: [[base64('acme+ci:s:1'), base64('new+user:a "new" <secret>&')]],
    removed: `"quay.io":{"auth":"${base64('acme+ci:s:1')}"}`,
  },
  {
    tool: 'podman',
    file: '.config/containers/auth.json',
    text: `{"auths":{"quay.io/acme":{"auth":"${base64('u:s2')}"}}}`,
    logins: [['quay.io/acme', 'u', 's2']],
    put: [[base64('u:s2'), base64('new+user:a "new" <secret>&')]],
    removed: `"quay.io/acme":{"auth":"${base64('u:s2')}"}`,
  },
  {
    tool: 'npm',
    file: '.npmrc',
    text: [
      '; //old.example.com/:_authToken=remark',
      'registry=https://acme.jfrog.io/artifactory/api/npm/npm/',
      '//acme.jfrog.io/artifactory/api/npm/npm/:_authToken=npm-secret-1',
      '//npm.example.com/:_authToken=${NPM_TOKEN}',
      `//old.example.com/:_auth=${base64('joe:pw:1')}`,
      `//older.example.com/:username=ann`,
      `//older.example.com/:_password=${base64('pw2')}`,
      'save-exact=true',
      '',
    ].join('\n'),
    logins: [
      ['acme.jfrog.io/artifactory/api/npm/npm', undefined, 'npm-secret-1'],
      ['npm.example.com', undefined, 'in the environment variable NPM_TOKEN'],
      ['old.example.com', 'joe', 'pw:1'],
      ['older.example.com', 'ann', 'pw2'],
    ],
    put: [['npm-secret-1', 'a "new" <secret>&']],
    removed: '//acme.jfrog.io/artifactory/api/npm/npm/:_authToken=npm-secret-1\n',
  },
  {
    tool: 'helm-charts',
    file: '.config/helm/repositories.yaml',
    text: [
      'apiVersion: ""',
      'repositories:',
      '- caFile: ""',
      '  name: acme',
      "  password: 's12'",
      '  url: https://acme.jfrog.io/artifactory/api/helm/charts',
      '  username: joe',
      '- name: open',
      '  password: ""',
      '  url: https://charts.example.com',
      '',
    ].join('\n'),
    logins: [['acme.jfrog.io/artifactory/api/helm/charts', 'joe', 's12']],
    put: [
      ["'s12'", String.raw`"a \"new\" <secret>&"`],
      ['username: joe', 'username: "new+user"'],
    ],
    removed: [
      ["'s12'", '""'],
      ['username: joe', 'username: ""'],
    ],
  },
  {
    tool: 'yarn',
    file: '.yarnrc.yml',
    text: 'npmRegistries:\n  "//acme.jfrog.io/npm":\n    npmAuthToken: s13\n  https://b.example.com:\n    npmAuthToken: "${TOKEN}"\nenableTelemetry: false\n',
    logins: [
      ['acme.jfrog.io/npm', undefined, 's13'],
      ['b.example.com', undefined, 'in the environment variable TOKEN'],
    ],
    put: [['s13', String.raw`"a \"new\" <secret>&"`]],
    removed: '    npmAuthToken: s13\n',
  },
  {
    tool: 'poetry',
    file: '.config/pypoetry/auth.toml',
    text: '[http-basic.acme]\nusername = "joe"\npassword = "s14"\n\n[pypi-token]\npypi = "x"\n',
    logins: [['acme.jfrog.io/up', 'joe', 's14']],
    put: [
      ['"s14"', String.raw`"a \"new\" <secret>&"`],
      ['"joe"', '"new+user"'],
    ],
    removed: 'username = "joe"\npassword = "s14"\n',
    others: {
      '.config/pypoetry/config.toml': '[repositories.acme]\nurl = "https://acme.jfrog.io/up"\n',
    },
  },
  {
    tool: 'terraform',
    file: '.terraform.d/credentials.tfrc.json',
    text: '{\n  "credentials": {\n    "acme.jfrog.io": {\n      "token": "s15"\n    },\n    "own.example.com": {\n      "token": "s16"\n    }\n  }\n}\n',
    logins: [
      ['acme.jfrog.io', undefined, 's15'],
      ['own.example.com', undefined, 's16'],
    ],
    put: [['"s15"', String.raw`"a \"new\" <secret>&"`]],
    removed: '    "acme.jfrog.io": {\n      "token": "s15"\n    },\n',
  },
  {
    tool: 'pip',
    file: '.config/pip/pip.conf',
    text: [
      '[global]',
      '# index-url = https://no:remark@pypi.example.com/',
      'index-url = https://joe%40acme:s%2F3@acme.jfrog.io/artifactory/api/pypi/pypi/simple',
      'extra-index-url =',
      '    https://ann:${PIP_TOKEN}@pypi.example.com/simple/',
      '',
    ].join('\n'),
    logins: [
      ['acme.jfrog.io/artifactory/api/pypi/pypi/simple', 'joe@acme', 's/3'],
      ['pypi.example.com/simple', 'ann', 'in the environment variable PIP_TOKEN'],
    ],
    put: [['joe%40acme:s%2F3@', 'new%2Buser:a%20%22new%22%20%3Csecret%3E%26@']],
    removed: 'joe%40acme:s%2F3@',
  },
  {
    tool: 'twine',
    file: '.pypirc',
    text: '[distutils]\nindex-servers = acme\n[acme]\nrepository: https://pypi.example.com/up/\nusername: joe\npassword: s4%\n',
    logins: [['pypi.example.com/up', 'joe', 's4%']],
    put: [
      ['s4%', 'a "new" <secret>&'],
      ['username: joe', 'username: new+user'],
    ],
    removed: 'username: joe\npassword: s4%\n',
  },
  {
    tool: 'maven',
    file: '.m2/settings.xml',
    text: [
      '<settings>',
      '  <servers>',
      '    <!-- <server><id>no</id><password>remark</password></server> -->',
      '    <server>',
      '      <id>acme</id>',
      '      <username>joe</username>',
      '      <password>s&amp;5</password>',
      '    </server>',
      '    <server><id>other</id><username>ann</username><password>{COQLCE6DU6GtcS5P=}</password></server>',
      '    <server><id>ci</id><password>${env.CI_TOKEN}</password></server>',
      '  </servers>',
      '  <mirrors><mirror><id>acme</id><url>https://acme.jfrog.io/artifactory/mvn</url></mirror></mirrors>',
      '</settings>',
      '',
    ].join('\n'),
    logins: [
      ['acme.jfrog.io/artifactory/mvn', 'joe', 's&5'],
      ['other', 'ann', 'encrypted by Maven'],
      ['ci', undefined, 'in the environment variable CI_TOKEN'],
    ],
    put: [
      ['s&amp;5', 'a &quot;new&quot; &lt;secret&gt;&amp;'],
      ['<username>joe<', '<username>new+user<'],
    ],
    removed: [
      '\n    <server>',
      '      <id>acme</id>',
      '      <username>joe</username>',
      '      <password>s&amp;5</password>',
      '    </server>',
    ].join('\n'),
  },
  {
    tool: 'gradle',
    file: '.gradle/gradle.properties',
    text: '# artifactoryPassword=remark\norg.gradle.jvmargs=-Xmx2g\nartifactoryUser=joe\nartifactoryPassword=s6\n',
    logins: [['artifactory', 'joe', 's6']],
    put: [
      ['s6', 'a "new" <secret>&'],
      ['User=joe', 'User=new+user'],
    ],
    removed: 'artifactoryUser=joe\nartifactoryPassword=s6\n',
  },
  {
    tool: 'netrc',
    file: '.netrc',
    text: [
      '# machine no.example.com login no password remark',
      'machine goproxy.example.com login joe password s7',
      'macdef init',
      'machine macro password no',
      '',
      'machine other.example.com',
      '  login "an n" password "s \\"8"',
      'default login anonymous password guest',
      '',
    ].join('\n'),
    logins: [
      ['goproxy.example.com', 'joe', 's7'],
      ['other.example.com', 'an n', 's "8'],
      ['default', 'anonymous', 'guest'],
    ],
    put: [
      ['password s7', 'password new-secret'],
      ['login joe', 'login new+user'],
    ],
    removed: 'machine goproxy.example.com login joe password s7',
  },
  {
    tool: 'nuget',
    file: '.nuget/NuGet/NuGet.Config',
    text: [
      '<configuration>',
      '  <packageSources>',
      '    <add key="acme feed" value="https://acme.jfrog.io/artifactory/api/nuget/v3/nuget" />',
      '  </packageSources>',
      '  <packageSourceCredentials>',
      '    <acme_x0020_feed>',
      '      <add key="Username" value="joe" />',
      '      <add key="ClearTextPassword" value="s9&quot;" />',
      '    </acme_x0020_feed>',
      '    <other><add key="Username" value="ann"/><add key="Password" value="AQAA=="/></other>',
      '  </packageSourceCredentials>',
      '</configuration>',
      '',
    ].join('\n'),
    logins: [
      ['acme.jfrog.io/artifactory/api/nuget/v3/nuget', 'joe', 's9"'],
      ['other', 'ann', 'encrypted by NuGet'],
    ],
    put: [
      ['s9&quot;', 'a &quot;new&quot; &lt;secret&gt;&amp;'],
      ['value="joe"', 'value="new+user"'],
    ],
    removed: [
      '\n    <acme_x0020_feed>',
      '      <add key="Username" value="joe" />',
      '      <add key="ClearTextPassword" value="s9&quot;" />',
      '    </acme_x0020_feed>',
    ].join('\n'),
  },
  {
    tool: 'cargo',
    file: '.cargo/credentials.toml',
    text: '[registries.acme]\ntoken = "Bearer s10"\n\n[registry]\ntoken = \'s11\'\n',
    logins: [
      ['acme.jfrog.io/artifactory/api/cargo/crates/index', undefined, 's10'],
      ['crates.io', undefined, 's11'],
    ],
    put: [['Bearer s10', String.raw`Bearer a \"new\" <secret>&`]],
    removed: 'token = "Bearer s10"\n',
    others: {
      '.cargo/config.toml':
        '[registries.acme]\nindex = "sparse+https://acme.jfrog.io/artifactory/api/cargo/crates/index/"\n',
    },
  },
];

describe('the logins of every tool', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const environment = (more: object = {}) => ({
    env: { XDG_RUNTIME_DIR: path.join(home, 'run'), PATH: '' },
    platform: 'linux' as const,
    home,
    untrusted: [],
    ...more,
  });
  const write = async (file: string, text: string) => {
    const target = path.join(home, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
    await chmod(target, 0o640);
    return target;
  };
  const find = async (tool: string, more?: object) =>
    (await loginTools.find(({ id }) => id === tool)?.find(environment(more))) ?? {
      logins: [],
      faults: [],
    };
  const seen = ({ host, userName, secret, elsewhere }: StoredLogin) =>
    [host, userName, secret?.reveal() ?? elsewhere] as const;

  for (const { tool, file, text, logins, put, removed, others = {} } of samples) {
    describe(tool, () => {
      const isJson = ['docker', 'podman'].includes(tool);
      const prepare = async () => {
        for (const [name, content] of Object.entries(others)) await write(name, content);
        return write(file, text);
      };

      it('are found, with the file that others may read, and no secret to be seen', async () => {
        const target = await prepare();
        const found = await find(tool);
        assert.deepEqual(found.faults, []);
        assert.deepEqual(found.logins.map(seen), logins);
        assert.ok(found.logins.every(({ place, isOpen }) => place === target && isOpen === true));
        const shown = inspect(found, { depth: 9, showHidden: true });
        for (const { secret } of found.logins) {
          assert.ok(secret === undefined || !shown.includes(secret.reveal()), 'a secret shows');
        }
      });

      it('are replaced without a change to anything else', async () => {
        const target = await prepare();
        const [first] = (await find(tool)).logins;
        // Not every reader of that file knows quotation marks.
        const newer = tool === 'netrc' ? 'new-secret' : 'a "new" <secret>&';
        await first?.put?.('new+user', new Secret(newer), never);
        const wanted = put.reduce(
          (rest, [before, after]) => rest.replace(before, () => after),
          text,
        );
        assert.equal(normal(await readFile(target, 'utf8')), normal(wanted));
        assert.equal((await stat(target)).mode & 0o777, 0o640);
        const [now] = (await find(tool)).logins;
        assert.equal(now?.secret?.reveal(), newer);
      });

      it('become nothing but a name and a secret, whatever a server calls them', async () => {
        for (const hostile of ['x\nscript-shell=/tmp/evil', '${HOME}', 'a%HOME%b', '\u202ex']) {
          for (const [user, token] of [
            ['ci', hostile],
            [hostile, 'secret'],
          ] as const) {
            const target = await prepare();
            const [first] = (await find(tool)).logins;
            const put = first?.put?.(user, new Secret(token), never);
            if (isJson) {
              await put;
              const [now] = (await find(tool)).logins;
              assert.deepEqual([now?.userName, now?.secret?.reveal()], [user, token]);
            } else {
              await assert.rejects(async () => put, { code: 'unsupported' });
              assert.equal(await readFile(target, 'utf8'), text);
            }
          }
        }
      });

      it('are taken out without a change to anything else', async () => {
        const target = await prepare();
        const [first, ...rest] = (await find(tool)).logins;
        await first?.remove?.(never);
        const wanted = (typeof removed === 'string' ? [[removed, '']] : removed).reduce(
          (left, [before = '', after = '']) => left.replace(before, () => after),
          text,
        );
        assert.equal(normal(await readFile(target, 'utf8')), normal(wanted));
        assert.deepEqual((await find(tool)).logins.map(seen), rest.map(seen));
      });

      it('are left alone where they are no longer what they were', async () => {
        const target = await prepare();
        const [first] = (await find(tool)).logins;
        await writeFile(target, text.replaceAll(/quay|acme|artifactory|goproxy|pypi/g, 'another'));
        const changed = await readFile(target, 'utf8');
        await assert.rejects(async () => first?.remove?.(never), { code: 'conflict' });
        await assert.rejects(async () => first?.put?.('u', new Secret('secret'), never), {
          code: 'conflict',
        });
        assert.equal(await readFile(target, 'utf8'), changed);
      });

      it('are not looked for in a workspace that is not trusted', async () => {
        await prepare();
        assert.deepEqual((await find(tool, { untrusted: [home] })).logins, []);
      });
    });
  }

  it('are none on a machine without any', async () => {
    for (const { id } of loginTools) {
      assert.deepEqual(await find(id), { logins: [], faults: [] }, id);
    }
  });

  it('say where an address stands that neither the file nor the one beside it tells', async () => {
    const hints = async (tool: string, more?: object) =>
      (await find(tool, more)).logins.map(({ host, addressHint }) => [host, addressHint]);
    await write(
      '.m2/settings.xml',
      '<settings><servers><server><id>acme</id><password>x</password></server></servers></settings>',
    );
    await write('.cargo/credentials.toml', '[registries.my-acme]\ntoken = "x"\n');
    await write('.gradle/gradle.properties', 'acmeToken=x\n');
    assert.deepEqual(await hints('maven'), [
      ['acme', 'Its address stands in the pom.xml that has a repository “acme”.'],
    ]);
    assert.deepEqual(await hints('cargo'), [
      ['my-acme', 'Its address stands in the .cargo/config.toml that has a registry “my-acme”.'],
    ]);
    assert.deepEqual(await hints('gradle'), [
      ['acme', 'Its address stands in the build that reads acmeToken.'],
    ]);
    const env = { CARGO_REGISTRIES_MY_ACME_INDEX: 'sparse+https://acme.jfrog.io/index/', PATH: '' };
    assert.deepEqual(await hints('cargo', { env }), [['acme.jfrog.io/index', undefined]]);
  });

  it('learn no address from a link into a workspace that is not trusted', async () => {
    await write('.cargo/credentials.toml', '[registries.acme]\ntoken = "x"\n');
    const index = await write(
      'work/config.toml',
      '[registries.acme]\nindex = "https://evil.test/"\n',
    );
    await symlink(index, path.join(home, '.cargo', 'config.toml'));
    const hosts = async (more: object) =>
      (await find('cargo', more)).logins.map(({ host }) => host);
    assert.deepEqual(await hosts({}), ['evil.test']);
    assert.deepEqual(await hosts({ untrusted: [path.dirname(index)] }), ['acme']);
  });

  it('are told where a file of Docker is not JSON, without its text', async () => {
    await write('.docker/config.json', '{"auths": hunter2');
    const { faults } = await find('docker');
    assert.match(faults.join(), /config\.json is not JSON/);
    assert.ok(!faults.join().includes('hunter2'));
  });
});

/** JSON is written anew with its own spaces. */
const normal = (text: string): string =>
  text.startsWith('{') ? JSON.stringify(JSON.parse(text)) : text;
