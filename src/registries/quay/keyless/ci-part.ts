import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { NewDocument } from '../../../core/outcome.ts';
import { jsonLiteral, visible } from '../../../core/visible.ts';
import type { Forge, Run } from './forge.ts';

/** A remark is cut behind so many characters of a subject; the server has it whole. */
const longestSubject = 500;

/** What a CI job needs to know. */
export interface CiJob {
  readonly forge: Exclude<Forge, 'bitbucket'>;
  readonly run: Run;
  /** Of the branch, tag or environment. */
  readonly name: string;
  readonly subject: string;
  /** The registry's address, without a slash at the end. */
  readonly url: string;
  /** Host, and port if any, that images are named by. */
  readonly registryHost: string;
  /** The robot's full name. */
  readonly robot: string;
}

/**
 * The part of a CI file that logs a job in without a stored secret: it asks the forge for a token,
 * exchanges that at Quay (docs/registries/quay.md §2.3) and logs in with what it gets. Secrets go
 * through pipes, so that the list of processes does not show them, and a step of it that fails ends
 * the job.
 */
export function ciPart(job: CiJob): NewDocument {
  mustBePlain(job.robot);
  const lines = job.forge === 'gitlab' ? gitlabLines(job) : githubLines(job);
  return { language: 'yaml', content: `${lines.join('\n')}\n` };
}

/**
 * A server tells the names of its robots. In a remark, a variable and the configuration of curl more
 * than a name could become a step of the job, or another place that the identity is sent to.
 */
function mustBePlain(robot: string): void {
  if (/^[\w.+-]+$/.test(robot)) return;
  throw new RegistryError(
    'unsupported',
    t('A CI file cannot hold the name of the robot “{0}”.', visible(robot)),
    { repair: null },
  );
}

const comments = ({ robot, registryHost, subject }: CiJob, where: string): readonly string[] => [
  `# ${where}`,
  `# ${t('It logs in to {0} as {1} without a stored secret.', registryHost, robot)}`,
  `# ${t('The robot trusts the tokens with this subject alone:')}`,
  `#   ${visible(subject, longestSubject)}`,
];

function githubLines(job: CiJob): readonly string[] {
  return [
    ...comments(job, t('Part of a workflow, such as .github/workflows/push.yml')),
    ...githubTrigger(job),
    '',
    'permissions:',
    '  contents: read',
    '  id-token: write',
    '',
    'jobs:',
    '  push:',
    '    runs-on: ubuntu-latest',
    ...(job.run === 'environment' ? [`    environment: ${jsonLiteral(job.name)}`] : []),
    '    steps:',
    `      - name: ${jsonLiteral(t('Log in to {0}', job.registryHost))}`,
    '        shell: bash',
    '        env:',
    ...variables(job).map((line) => `          ${line}`),
    '        run: |',
    ...[
      String.raw`identity=$(printf 'header = "Authorization: Bearer %s"\n' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" |`,
      '  curl -fsS --config - "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$REGISTRY" | jq -er .value)',
      'echo "::add-mask::$identity"',
      ...exchange('identity'),
      'echo "::add-mask::$token"',
      login,
    ].map((line) => `          ${line}`),
  ];
}

function githubTrigger({ run, name }: CiJob): readonly string[] {
  if (run === 'pull-request') return ['on: pull_request'];
  if (run === 'environment') return ['on: workflow_dispatch'];
  return ['on:', '  push:', `    ${run === 'tag' ? 'tags' : 'branches'}: [${jsonLiteral(name)}]`];
}

function gitlabLines(job: CiJob): readonly string[] {
  const variable = job.run === 'tag' ? '$CI_COMMIT_TAG' : '$CI_COMMIT_BRANCH';
  return [
    ...comments(job, t('Part of .gitlab-ci.yml')),
    'push:',
    '  image: docker:cli',
    '  services: [docker:dind]',
    '  rules:',
    `    - if: ${jsonLiteral(`${variable} == "${job.name}"`)}`,
    '  id_tokens:',
    '    IDENTITY:',
    `      aud: ${jsonLiteral(job.registryHost)}`,
    '  variables:',
    ...variables(job).map((line) => `    ${line}`),
    '  before_script:',
    '    - apk add --no-cache curl jq',
    '    - |',
    ...[...exchange('IDENTITY'), login].map((line) => `      ${line}`),
    '  script:',
    '    - docker version',
  ];
}

const variables = ({ url, registryHost, robot }: CiJob): readonly string[] => [
  `QUAY: ${jsonLiteral(url)}`,
  `REGISTRY: ${jsonLiteral(registryHost)}`,
  `ROBOT: ${jsonLiteral(robot)}`,
];

const exchange = (identity: string): readonly string[] => [
  String.raw`token=$(printf 'user = "%s:%s"\n' "$ROBOT" "$${identity}" |`,
  '  curl -fsS --config - "$QUAY/oauth2/federation/robot/token" | jq -er .token)',
];

const login = 'printf %s "$token" | docker login "$REGISTRY" --username "$ROBOT" --password-stdin';
