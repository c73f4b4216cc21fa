import { setupTools } from '../../src/delivery/tools/index.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const around = { env: {}, platform: 'linux', home: '/nowhere', untrusted: [] } as const;

/** What may stand in the files of a tool that is set up, by its id. */
const settings: Readonly<Record<string, readonly string[]>> = {
  npm: ['registry = https://i.test/\n; x\n@s:registry=https://h.test\n'],
  yarn: [
    'npmRegistryServer: "https://i.test"\nnpmRegistries:\n  "//i.test":\n    npmAuthToken: x\n',
  ],
  pip: ['[global]\nindex-url = https://i.test/simple\n  https://j.test\n[install]\nuser = yes\n'],
  uv: [
    'index-url = "https://i.test"\n[pip]\nno-index = true\n',
    'machine i.test login u password s\n',
  ],
  twine: ['[distutils]\nindex-servers =\n  pypi\n  h\n[h]\nusername: u\n'],
  poetry: ['[http-basic.h]\nusername = "u"\n', '[repositories.i]\nurl = "https://i.test"\n'],
  maven: [
    '<settings><servers/><mirrors><mirror><id>i</id><url>u</url></mirror></mirrors></settings>',
  ],
  gradle: ['hUrl=https://i.test\\\n/x\n!x\nhPassword : y\n'],
  go: ['GOPROXY=direct\n', 'machine h.test\n login u\n password s\nmacdef init\n x\n\n'],
  nuget: [
    '<configuration><packageSources><add key="h" value="x"/></packageSources></configuration>',
  ],
  cargo: ['[registries.i]\nindex = "sparse+https://i.test/"\n[registry]\ntoken = "x"\n'],
  helm: ['apiVersion: ""\nrepositories:\n- name: h\n  url: x\n  caFile: y\n', 'repositories: []\n'],
  terraform: ['{"credentials":{"h.test":{"token":"x"}},"y":1}'],
};

const repository = { name: 'h', url: 'https://h.test/r', description: '' } as const;

/** Readers of the files that are written when a tool is set up, as their owners have left them. */
export const setupReaders: readonly FuzzReader[] = setupTools.map((tool) => ({
  name: `settings of ${tool.id}`,
  samples: settings[tool.id] ?? [],
  read: (text) =>
    tool
      .files({ user: 'u v', repository: { ...repository, format: tool.format } }, around)
      .map(({ change }) => change(text, 'fuzz-token')),
}));
