import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { setupTools } from '../../../../src/delivery/tools/index.ts';
import {
  planSetUp,
  setUp,
  variablesOf,
  type Wanted,
} from '../../../../src/delivery/tools/set-up.ts';

const secret = 'not-a-real-secret-4713';
const never = new AbortController().signal;

/** What a tool's files are before, and after it was set up as `svc/ci`. */
interface Sample {
  readonly tool: string;
  readonly url: string;
  /** Before and after, by the file's name below the home. */
  readonly files: Readonly<Record<string, readonly [before: string, after: string]>>;
  /** Names of what is replaced. */
  readonly replaced: readonly string[];
  /** The host by which the login is found again. */
  readonly host: string;
  /** Variables in the place of the file with the secret, which stands in them as `*`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What the file says then. */
  readonly reference?: string;
}

const base = 'https://acme.jfrog.io/artifactory';

const samples: readonly Sample[] = [
  {
    tool: 'npm',
    url: `${base}/api/npm/acme-npm`,
    files: {
      '.npmrc': [
        '; mine\nregistry = https://old.example.com/\nsave-exact=true\n@own:registry=https://own.example.com/\n//acme.jfrog.io/artifactory/api/npm/other/:_authToken=kept',
        `; mine\nregistry=${base}/api/npm/acme-npm/\nsave-exact=true\n@own:registry=https://own.example.com/\n//acme.jfrog.io/artifactory/api/npm/other/:_authToken=kept\n//acme.jfrog.io/artifactory/api/npm/acme-npm/:_authToken=${secret}\n`,
      ],
    },
    replaced: ['registry'],
    host: 'acme.jfrog.io/artifactory/api/npm/acme-npm',
    variables: { REGISTRY_ACME_TOKEN: '*' },
    reference: ':_authToken=${REGISTRY_ACME_TOKEN}\n',
  },
  {
    tool: 'yarn',
    url: `${base}/api/npm/acme-npm`,
    files: {
      '.yarnrc.yml': [
        '# mine\nnpmScopes:\n  own:\n    npmRegistryServer: "https://own.example.com"\nnpmRegistries:\n  "//own.example.com":\n    npmAuthToken: kept\nnpmRegistryServer: "https://old.example.com"\n',
        `# mine\nnpmScopes:\n  own:\n    npmRegistryServer: "https://own.example.com"\nnpmRegistries:\n  "//acme.jfrog.io/artifactory/api/npm/acme-npm":\n    npmAlwaysAuth: true\n    npmAuthToken: "${secret}"\n  "//own.example.com":\n    npmAuthToken: kept\nnpmRegistryServer: "${base}/api/npm/acme-npm"\n`,
      ],
    },
    replaced: ['npmRegistryServer'],
    host: 'acme.jfrog.io/artifactory/api/npm/acme-npm',
    variables: { REGISTRY_ACME_TOKEN: '*' },
    reference: 'npmAuthToken: "${REGISTRY_ACME_TOKEN}"\n',
  },
  {
    tool: 'pip',
    url: `${base}/api/pypi/acme-pypi`,
    files: {
      '.config/pip/pip.conf': [
        '# mine\n[install]\nno-binary = :all:\n[global]\ntimeout = 9\nindex-url =\n    https://u:old@old.example.com/simple\n[list]\nformat = columns\n',
        `# mine\n[install]\nno-binary = :all:\n[global]\ntimeout = 9\nindex-url = https://svc%2Fci:${secret}@acme.jfrog.io/artifactory/api/pypi/acme-pypi/simple\n[list]\nformat = columns\n`,
      ],
    },
    replaced: ['index-url'],
    host: 'acme.jfrog.io/artifactory/api/pypi/acme-pypi/simple',
    variables: {
      PIP_INDEX_URL: `https://svc%2Fci:*@acme.jfrog.io/artifactory/api/pypi/acme-pypi/simple`,
    },
  },
  {
    tool: 'uv',
    url: `${base}/api/pypi/acme-pypi`,
    files: {
      '.netrc': [
        'machine acme.jfrog.io login old password old\n',
        `machine acme.jfrog.io login svc/ci password ${secret}\n`,
      ],
      '.config/uv/uv.toml': [
        'offline = false\n[pip]\nindex-url = "https://kept.example.com"\n',
        `offline = false\nindex-url = "${base}/api/pypi/acme-pypi/simple"\n[pip]\nindex-url = "https://kept.example.com"\n`,
      ],
    },
    replaced: ['machine acme.jfrog.io'],
    host: 'acme.jfrog.io',
    variables: {
      UV_INDEX_ACME_USERNAME: 'svc/ci',
      UV_DEFAULT_INDEX: `acme=${base}/api/pypi/acme-pypi/simple`,
      UV_INDEX_ACME_PASSWORD: '*',
    },
  },
  {
    tool: 'twine',
    url: `${base}/api/pypi/acme-pypi`,
    files: {
      '.pypirc': [
        '[distutils]\nindex-servers =\n    pypi\n    own\n\n[own]\nrepository = https://own.example.com\npassword = kept\n',
        `[distutils]\nindex-servers =\n    pypi\n    own\n    acme\n\n[own]\nrepository = https://own.example.com\npassword = kept\n\n[acme]\nrepository = ${base}/api/pypi/acme-pypi\nusername = svc/ci\npassword = ${secret}\n`,
      ],
    },
    replaced: [],
    host: 'acme.jfrog.io/artifactory/api/pypi/acme-pypi',
    variables: {
      TWINE_USERNAME: 'svc/ci',
      TWINE_REPOSITORY_URL: `${base}/api/pypi/acme-pypi`,
      TWINE_PASSWORD: '*',
    },
  },
  {
    tool: 'poetry',
    url: `${base}/api/pypi/acme-pypi`,
    files: {
      '.config/pypoetry/auth.toml': [
        '[http-basic.own]\nusername = "u"\npassword = "kept"\n',
        `[http-basic.own]\nusername = "u"\npassword = "kept"\n\n[http-basic.acme]\nusername = "svc/ci"\npassword = "${secret}"\n`,
      ],
      '.config/pypoetry/config.toml': [
        '[repositories.acme]\nurl = "https://old.example.com"\n',
        `[repositories.acme]\nurl = "${base}/api/pypi/acme-pypi"\n`,
      ],
    },
    replaced: ['url'],
    host: 'acme.jfrog.io/artifactory/api/pypi/acme-pypi',
    variables: {
      POETRY_HTTP_BASIC_ACME_USERNAME: 'svc/ci',
      POETRY_HTTP_BASIC_ACME_PASSWORD: '*',
    },
  },
  {
    tool: 'maven',
    url: `${base}/acme-maven`,
    files: {
      '.m2/settings.xml': [
        '<settings>\n  <!-- <servers><server><id>acme</id></server></servers> -->\n  <servers>\n    <server><id>own</id><password>kept</password></server>\n  </servers>\n  <mirrors>\n    <mirror><id>old</id><mirrorOf>*</mirrorOf><url>https://old.example.com</url></mirror>\n  </mirrors>\n</settings>\n',
        `<settings>\n  <!-- <servers><server><id>acme</id></server></servers> -->\n  <servers>\n    <server><id>own</id><password>kept</password></server>\n    <server><id>acme</id><username>svc/ci</username><password>${secret}</password></server>\n  </servers>\n  <mirrors>\n    <mirror><id>acme</id><mirrorOf>*</mirrorOf><url>${base}/acme-maven</url></mirror>\n    <mirror><id>old</id><mirrorOf>*</mirrorOf><url>https://old.example.com</url></mirror>\n  </mirrors>\n</settings>\n`,
      ],
    },
    replaced: [],
    host: 'acme.jfrog.io/artifactory/acme-maven',
    variables: { REGISTRY_ACME_TOKEN: '*' },
    reference: '<password>${env.REGISTRY_ACME_TOKEN}</password>',
  },
  {
    tool: 'gradle',
    url: `${base}/acme-maven`,
    files: {
      '.gradle/gradle.properties': [
        '# mine\norg.gradle.jvmargs=-Xmx2g \\\n  -Dx=y\nacmePassword=old \\\n  and more\n',
        `# mine\norg.gradle.jvmargs=-Xmx2g \\\n  -Dx=y\nacmePassword=${secret}\nacmeUrl=${base}/acme-maven\nacmeUsername=svc/ci\n`,
      ],
    },
    replaced: ['acmePassword'],
    host: 'acme.jfrog.io/artifactory/acme-maven',
    variables: {
      ORG_GRADLE_PROJECT_acmeUsername: 'svc/ci',
      ORG_GRADLE_PROJECT_acmeUrl: `${base}/acme-maven`,
      ORG_GRADLE_PROJECT_acmePassword: '*',
    },
  },
  {
    tool: 'go',
    url: `${base}/api/go/acme-go`,
    files: {
      '.netrc': [
        'macdef init\nmachine acme.jfrog.io password no\n\nmachine own.example.com login u password kept\ndefault login anonymous password guest\n',
        `machine acme.jfrog.io login svc/ci password ${secret}\nmacdef init\nmachine acme.jfrog.io password no\n\nmachine own.example.com login u password kept\ndefault login anonymous password guest\n`,
      ],
      '.config/go/env': [
        'GOFLAGS=-mod=mod\nGOPROXY=https://old.example.com\n',
        `GOFLAGS=-mod=mod\nGOPROXY=${base}/api/go/acme-go,direct\n`,
      ],
    },
    replaced: ['GOPROXY'],
    host: 'acme.jfrog.io',
  },
  {
    tool: 'nuget',
    url: `${base}/api/nuget/v3/acme-nuget/index.json`,
    files: {
      '.nuget/NuGet/NuGet.Config': [
        '<?xml version="1.0"?>\n<configuration>\n  <packageSources>\n    <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />\n    <add key="acme" value="https://old.example.com" />\n  </packageSources>\n</configuration>\n',
        `<?xml version="1.0"?>\n<configuration>\n  <packageSources>\n    <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />\n    <add key="acme" value="${base}/api/nuget/v3/acme-nuget/index.json" protocolVersion="3" />\n  </packageSources>\n  <packageSourceCredentials>\n    <acme><add key="Username" value="svc/ci" /><add key="ClearTextPassword" value="${secret}" /></acme>\n  </packageSourceCredentials>\n</configuration>\n`,
      ],
    },
    replaced: ['source acme'],
    host: 'acme.jfrog.io/artifactory/api/nuget/v3/acme-nuget/index.json',
    variables: { REGISTRY_ACME_TOKEN: '*' },
    reference: 'value="%REGISTRY_ACME_TOKEN%"',
  },
  {
    tool: 'cargo',
    url: `${base}/api/cargo/acme-cargo/index`,
    files: {
      '.cargo/config.toml': [
        '[net]\nretry = 2 # mine\n\n[registries."acme"]\nindex = "https://old.example.com/git"\n\n[registries.own]\nindex = "sparse+https://own.example.com/"\n',
        `[net]\nretry = 2 # mine\n\n[registries."acme"]\nindex = "sparse+${base}/api/cargo/acme-cargo/index/"\ncredential-provider = "cargo:token"\n\n[registries.own]\nindex = "sparse+https://own.example.com/"\n`,
      ],
      '.cargo/credentials.toml': [
        '[registry]\ntoken = "kept"\n',
        `[registry]\ntoken = "kept"\n\n[registries.acme]\ntoken = "Bearer ${secret}"\n`,
      ],
    },
    replaced: ['index'],
    host: 'acme.jfrog.io/artifactory/api/cargo/acme-cargo/index',
    variables: { CARGO_REGISTRIES_ACME_TOKEN: 'Bearer *' },
  },
  {
    tool: 'helm',
    url: `${base}/api/helm/acme-helm`,
    files: {
      '.config/helm/repositories.yaml': [
        'apiVersion: ""\nrepositories:\n- caFile: "/ca.pem"\n  name: acme\n  password: old\n  url: https://old.example.com\n- name: own\n  password: kept\n  url: https://own.example.com\ngenerated: "2026"\n',
        `apiVersion: ""\nrepositories:\n- name: "acme"\n  url: "${base}/api/helm/acme-helm"\n  username: "svc/ci"\n  password: "${secret}"\n  caFile: "/ca.pem"\n- name: own\n  password: kept\n  url: https://own.example.com\ngenerated: "2026"\n`,
      ],
    },
    replaced: ['acme'],
    host: 'acme.jfrog.io/artifactory/api/helm/acme-helm',
  },
  {
    tool: 'terraform',
    url: `${base}/api/terraform/acme-terraform`,
    files: {
      '.terraform.d/credentials.tfrc.json': [
        '{\n  "credentials": {\n    "own.example.com": {\n      "token": "kept"\n    },\n    "acme.jfrog.io": {\n      "token": "old"\n    }\n  }\n}\n',
        `{\n  "credentials": {\n    "own.example.com": {\n      "token": "kept"\n    },\n    "acme.jfrog.io": {\n      "token": "${secret}"\n    }\n  }\n}\n`,
      ],
    },
    replaced: ['acme.jfrog.io'],
    host: 'acme.jfrog.io',
    variables: { TF_TOKEN_acme_jfrog_io: '*' },
  },
];

describe('setting a tool up', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const environment = () => ({
    env: { PATH: '' },
    platform: 'linux' as const,
    home,
    untrusted: [],
  });
  const at = (file: string) => path.join(home, file);
  const read = (file: string) => readFile(at(file), 'utf8');
  const prepare = async ({ files }: Sample) => {
    for (const [file, [before]] of Object.entries(files)) {
      await mkdir(path.dirname(at(file)), { recursive: true });
      await writeFile(at(file), before, { mode: 0o644 });
    }
  };
  const wantedOf = ({ tool: id, url }: Sample, more: Partial<Wanted> = {}): Wanted => {
    const tool = setupTools.find((one) => one.id === id);
    assert.ok(tool);
    const repository = { name: 'acme', format: tool.format, url, description: '' };
    const setup = { repository, user: 'svc/ci' };
    return { tool, setup, inEnvironment: false, projects: [], ...more };
  };
  const named = (wanted: Wanted, more: { name?: string; url?: string; user?: string }): Wanted => {
    const { setup } = wanted;
    const { user = setup.user, ...rest } = more;
    return { ...wanted, setup: { user, repository: { ...setup.repository, ...rest } } };
  };
  const untouched = async ({ files }: Sample) => {
    for (const [file, [before]] of Object.entries(files)) assert.equal(await read(file), before);
  };

  it('is known for every tool, and tested for each', () => {
    assert.deepEqual(
      setupTools.map(({ id }) => id),
      samples.map(({ tool }) => tool),
    );
  });

  for (const sample of samples) {
    const names = Object.keys(sample.files);
    const [first = ''] = names;

    describe(sample.tool, () => {
      it('says what is replaced, changes that alone, and is found again', async () => {
        await prepare(sample);
        const wanted = wantedOf(sample);
        const planned = await planSetUp(wanted, environment());
        assert.deepEqual(
          planned.map(({ file }) => file),
          names.map(at),
        );
        assert.deepEqual(
          planned.flatMap(({ replaced }) => replaced),
          sample.replaced,
        );
        assert.ok(planned.every(({ isNew }) => !isNew));
        await untouched(sample);
        const login = await setUp(wanted, new Secret(secret), environment());
        for (const [file, [, after]] of Object.entries(sample.files)) {
          assert.equal(await read(file), after);
        }
        const holder = planned.find(({ hasSecret }) => hasSecret)?.file;
        assert.equal(login?.place, holder);
        assert.equal(login?.host, sample.host);
        assert.equal((await stat(holder ?? '')).mode & 0o777, 0o600);
      });

      it('changes nothing the second time, and follows the token by the same login', async () => {
        const wanted = wantedOf(sample);
        const login = await setUp(wanted, new Secret(secret), environment());
        const texts = await Promise.all(names.map(read));
        await setUp(wanted, new Secret(secret), environment());
        assert.deepEqual(await Promise.all(names.map(read)), texts);
        const again = await planSetUp(wanted, environment());
        assert.ok(again.every(({ isNew }) => !isNew));
        await login?.put?.('svc/ci', new Secret('not-a-real-secret-newer'), never);
        const changed = await Promise.all(names.map(read));
        assert.deepEqual(
          changed,
          texts.map((text) => text.replaceAll(secret, 'not-a-real-secret-newer')),
        );
      });

      it('is made of plain names alone, whatever a server calls them', async () => {
        await prepare(sample);
        for (const hostile of [
          'a\nb=c',
          'a b',
          '${HOME}',
          '%HOME%',
          '"a"',
          '<a/>',
          '\u202ea',
          '',
        ]) {
          const wanted = wantedOf(sample);
          const hostiles = [
            named(wanted, { name: hostile }),
            named(wanted, { url: `https://acme.jfrog.io/${hostile === '' ? '?' : hostile}` }),
            ...(hostile.includes(' ') || /^["<]/.test(hostile)
              ? []
              : [named(wanted, { user: hostile })]),
          ];
          for (const one of hostiles) {
            await assert.rejects(planSetUp(one, environment()), { code: 'unsupported' });
            await assert.rejects(setUp(one, new Secret(secret), environment()), {
              code: 'unsupported',
            });
          }
          await assert.rejects(setUp(wanted, new Secret(`${hostile}\n`), environment()), {
            code: 'unsupported',
          });
        }
        await untouched(sample);
      });

      it('leaves a file as it is that is read-only, or a link to elsewhere', async () => {
        await prepare(sample);
        for (const name of names) await chmod(at(name), 0o444);
        await assert.rejects(planSetUp(wantedOf(sample), environment()), { code: 'unsupported' });
        await assert.rejects(setUp(wantedOf(sample), new Secret(secret), environment()), {
          code: 'unsupported',
        });
        await untouched(sample);
        const outside = await mkdtemp(path.join(tmpdir(), 'rt-outside-'));
        await writeFile(path.join(outside, 'file'), 'theirs');
        await rm(at(first));
        await symlink(path.join(outside, 'file'), at(first));
        await assert.rejects(planSetUp(wantedOf(sample), environment()), { code: 'unsupported' });
        assert.equal(await readFile(path.join(outside, 'file'), 'utf8'), 'theirs');
        await rm(outside, { recursive: true });
      });

      it('changes nothing within a workspace that is not trusted', async () => {
        await prepare(sample);
        const around = { ...environment(), untrusted: [home] };
        for (const inEnvironment of [false, true]) {
          const wanted = wantedOf(sample, { inEnvironment });
          // Where no file is written, there is nothing to refuse.
          if (inEnvironment && (sample.reference ?? names[1]) === undefined) continue;
          await assert.rejects(planSetUp(wanted, around), { code: 'forbidden' });
          const changing = setUp(wanted, new Secret(secret), around);
          await assert.rejects(changing, { code: 'forbidden' });
        }
        await untouched(sample);
      });

      it('gives no token to a file of a project', async () => {
        const project = path.dirname(at(first));
        const homely = names.length > 0 && project === home;
        const projects = [homely ? path.join(home, 'work') : project];
        const link = homely ? path.join(home, 'work', 'file') : undefined;
        if (link !== undefined) {
          await mkdir(path.dirname(link));
          await writeFile(link, '');
          await symlink(link, at(first));
        }
        const wanted = wantedOf(sample, { projects });
        await assert.rejects(setUp(wanted, new Secret(secret), environment()), {
          code: 'unsupported',
          message: /file of a project/,
        });
        // A home that was opened as a folder is no project.
        if (link !== undefined) await rm(at(first));
        await setUp({ ...wanted, projects: [home] }, new Secret(secret), environment());
      });

      it('leaves the token in the environment where that is wanted', async () => {
        const wanted = wantedOf(sample, { inEnvironment: true });
        const variables = [...variablesOf(wanted, new Secret(secret))].map(
          ([name, value]) =>
            [
              name,
              typeof value === 'string' ? value : value.reveal().replace(secret, '*'),
            ] as const,
        );
        assert.deepEqual(Object.fromEntries(variables), sample.variables ?? {});
        if (sample.variables === undefined) return;
        const planned = await planSetUp(wanted, environment());
        assert.ok(planned.every(({ hasSecret }) => !hasSecret));
        assert.equal(await setUp(wanted, new Secret(secret), environment()), undefined);
        const texts = await Promise.all(planned.map(({ file }) => readFile(file, 'utf8')));
        assert.ok(!texts.join('').includes(secret));
        if (sample.reference === undefined) assert.equal(planned.length, names.length - 1);
        else assert.ok(texts.join('').includes(sample.reference));
      });
    });
  }

  const noOwners = process.platform === 'win32' && 'files have no owners by number';
  it('follows no link to a file of another user', { skip: noOwners }, async (context) => {
    const sample = samples.find(({ tool }) => tool === 'npm');
    assert.ok(sample);
    const file = at('dotfiles');
    await writeFile(file, '');
    await symlink(file, at('.npmrc'));
    const owner = (await stat(file)).uid;
    const system = process as { readonly getuid: () => number };
    const uid = context.mock.method(system, 'getuid', () => owner + 1);
    const refused = { code: 'unsupported', message: /not among your own files/ };
    await assert.rejects(planSetUp(wantedOf(sample), environment()), refused);
    uid.mock.restore();
    await setUp(wantedOf(sample), new Secret(secret), environment());
    assert.match(await readFile(file, 'utf8'), new RegExp(secret));
  });

  it('is refused for a repository that is called as one of the tool’s own', async () => {
    const taken = [
      ['twine', 'pypi'],
      ['twine', 'distutils'],
      ['poetry', 'PyPI'],
      ['cargo', 'crates-io'],
      ['cargo', 'Crates.IO'],
      ['maven', 'central'],
    ] as const;
    for (const [tool, name] of taken) {
      const sample = samples.find((one) => one.tool === tool);
      assert.ok(sample);
      await prepare(sample);
      for (const inEnvironment of [false, true]) {
        const wanted = named(wantedOf(sample, { inEnvironment }), { name });
        const failure = { code: 'unsupported', message: /means something else to/ };
        await assert.rejects(planSetUp(wanted, environment()), failure);
        await assert.rejects(setUp(wanted, new Secret(secret), environment()), failure);
      }
      await untouched(sample);
    }
  });

  it('makes one machine of .netrc for readers without quotation marks', async () => {
    for (const tool of ['go', 'uv']) {
      const sample = samples.find((one) => one.tool === tool);
      assert.ok(sample);
      await prepare(sample);
      for (const user of ['u password p machine github.com login me', 'a "b', 'a\\b', '#']) {
        const wanted = named(wantedOf(sample), { user });
        const failure = { code: 'unsupported', message: /would read as something else/ };
        await assert.rejects(planSetUp(wanted, environment()), failure);
        await assert.rejects(setUp(wanted, new Secret(secret), environment()), failure);
      }
      await untouched(sample);
    }
  });

  it('leaves a file as it is that its tool could not read either', async () => {
    const broken: readonly (readonly [tool: string, file: string, text: string])[] = [
      ['pip', '.config/pip/pip.conf', 'index-url = before any heading\n'],
      ['twine', '.pypirc', '[distutils]\nno separator\n'],
      ['maven', '.m2/settings.xml', '<settings><servers>'],
      ['maven', '.m2/settings.xml', '{"not": "xml"}'],
      ['nuget', '.nuget/NuGet/NuGet.Config', '<configuration/>'],
      ['cargo', '.cargo/config.toml', 'registries.acme.index = "x"\n'],
      ['cargo', '.cargo/config.toml', '[registries]\nacme = { index = "x" }\n'],
      ['terraform', '.terraform.d/credentials.tfrc.json', '{"credentials": []}'],
      ['terraform', '.terraform.d/credentials.tfrc.json', 'no json'],
      ['helm', '.config/helm/repositories.yaml', 'repositories: [{name: acme}]\n'],
      ['yarn', '.yarnrc.yml', 'npmRegistries: {}\n'],
      ['poetry', '.config/pypoetry/auth.toml', 'http-basic.acme.username = "u"\n'],
      ['uv', '.config/uv/uv.toml', '[[index]]\ndefault = true\n'],
      ['cargo', '.cargo/credentials.toml', 'registries = {}\n'],
      ['cargo', '.cargo/credentials.toml', 'a = """\n[registries.acme]\n"""\n'],
    ];
    for (const [tool, file, text] of broken) {
      await mkdir(path.dirname(at(file)), { recursive: true });
      await writeFile(at(file), text);
      const sample = samples.find((one) => one.tool === tool);
      assert.ok(sample);
      const wanted = wantedOf(sample);
      const failure = { code: 'invalid-input', message: /Nothing was changed/ };
      await assert.rejects(planSetUp(wanted, environment()), failure, file);
      assert.equal(await read(file), text);
      await rm(at(file));
    }
  });
});
