import { join } from 'node:path';
import { helperOf } from '../../src/delivery/logins/credential-helpers.ts';
import { findShadows } from '../../src/delivery/logins/shadows.ts';
import { loginTools } from '../../src/delivery/logins/tools/index.ts';
import { gitCheckout } from '../../src/programs/git-checkout.ts';
import { memory, putInMemory } from './files-in-memory.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const home = join(memory, 'tools');
const around = { env: {}, platform: 'linux', home, untrusted: [] } as const;

const logins = JSON.stringify({
  auths: { 'h.test': { auth: Buffer.from('u:s').toString('base64') }, 'i.test/a': {} },
  credHelpers: { 'j.test': 'pass' },
});

/** Files of each tool, and a text of its form. */
const files: readonly (readonly [tool: string, file: string, sample: string])[] = [
  ['npm', '.npmrc', '//h.test/:_authToken=a\n//i.test/:username=u\n//i.test/:_password=b2xk\n'],
  ['pip', '.config/pip/pip.conf', '[global]\nindex-url = https://u:s@h.test/simple\n'],
  ['twine', '.pypirc', '[h]\nrepository = https://h.test/\nusername = u\npassword = s\n'],
  [
    'maven',
    '.m2/settings.xml',
    '<settings><servers><server><id>h</id><username>u</username><password>s</password></server></servers><mirrors><mirror><id>h</id><url>https://h.test/</url></mirror></mirrors></settings>',
  ],
  ['gradle', '.gradle/gradle.properties', 'hUser=u\nhPassword=s\n'],
  ['netrc', '.netrc', 'machine h.test login u password "s x"\nmacdef init\n\n'],
  [
    'nuget',
    '.nuget/NuGet/NuGet.Config',
    '<configuration><packageSources><add key="h" value="https://h.test/" /></packageSources><packageSourceCredentials><h><add key="Username" value="u" /><add key="ClearTextPassword" value="s&amp;" /></h></packageSourceCredentials></configuration>',
  ],
  ['cargo', '.cargo/credentials.toml', '[registries.h]\ntoken = "Bearer s"\n'],
  ['poetry', '.config/pypoetry/auth.toml', '[http-basic.h]\nusername = "u"\npassword = "s\\"x"\n'],
  ['yarn', '.yarnrc.yml', 'npmRegistries:\n  "//h.test/":\n    npmAuthToken: "s"\n'],
  [
    'helm-charts',
    '.config/helm/repositories.yaml',
    'repositories:\n- name: h\n  url: https://h.test/\n  username: u\n  password: "s"\n',
  ],
  ['terraform', '.terraform.d/credentials.tfrc.json', '{"credentials":{"h.test":{"token":"s"}}}'],
  ['docker', '.docker/config.json', logins],
  ['podman', '.config/containers/auth.json', logins],
];

const written = (name: string, text: string): void => putInMemory(join(home, name), text);

/** Readers of files that are found, and not opened by a person. */
export const toolReaders: readonly FuzzReader[] = [
  ...files.map(([tool, name, sample]): FuzzReader => ({
    name: `logins of ${tool}`,
    samples: [sample],
    read: (text) => {
      written(name, text);
      return loginTools.find(({ id }) => id === tool)?.find(around);
    },
  })),
  {
    name: 'shadows of a login',
    samples: [logins],
    read: async (text) => {
      written('.config/containers/auth.json', text);
      const config = join(home, '.config/containers/auth.json');
      return [await helperOf(config, 'h.test', home), await findShadows('h.test', config, around)];
    },
  },
  {
    name: 'checkout of git',
    samples: [
      '[remote "origin"]\n\turl = git@github.com:acme/api.git\n[remote "x"]\n\turl = https://u:s@h.test/a/b?x#y\n',
    ],
    read: (text) => {
      written('repository/.git/HEAD', 'ref: refs/heads/main\n');
      written('repository/.git/config', text);
      return gitCheckout(join(home, 'repository'));
    },
  },
];
