import * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { PackageRepository } from '../../core/package-repository.ts';
import type { IssuedToken, TokenRecord } from '../../core/token.ts';
import type { DockerEnvironment } from '../../delivery/docker/environment.ts';
import { setupTools } from '../../delivery/tools/index.ts';
import {
  type PlannedFile,
  planSetUp,
  setUp,
  variablesOf,
  type Wanted,
} from '../../delivery/tools/set-up.ts';
import type { Form, FormValues } from '../../registries/contract/form.ts';
import type { Packages } from '../../registries/contract/registry.ts';
import { findKind } from '../../registries/kinds.ts';
import { mayHandOut } from '../actions/caution.ts';
import { type Able, withRegistry } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import { remember } from '../delivery/remember.ts';
import { mustBeTrusted, openTerminal } from '../delivery/runs/open-terminal.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';
import { runForm } from '../wizard/form.ts';

/** Tokens of registries that have package repositories. */
const forPackages: Able = {
  can: (target, services) =>
    findKind(target.account?.kind ?? '')?.hasPackages === true &&
    withRegistry.can(target, services),
  within: ['fetch'],
};

/** Sets a package manager up for a repository of the token's registry, in the user's own files. */
export async function setUpTool(row: unknown, services: Services): Promise<void> {
  await withToken(row, t('Set Up Tool'), services, forPackages, async (token, { account }) => {
    const packages = account && (await services.sessions.registry(account)).packages;
    if (account === undefined || packages === undefined) throw hasNone();
    if (!(await mayHandOut(token.record, services.messages))) return;
    const wanted = await ask(packages, account, token.record, services);
    if (wanted === undefined) return;
    const environment = dockerEnvironment();
    const planned = await planSetUp(wanted, environment);
    if (!(await confirmed(wanted, planned, token.record, services))) return;
    await carryOut(wanted, token, environment, services);
  });
}

const hasNone = () =>
  new RegistryError('unsupported', t('The registry of this token has no package repositories.'), {
    repair: null,
  });

/** The tool, a repository that it can read, and where the secret is to be. */
async function ask(
  packages: Packages,
  { label }: Account,
  record: TokenRecord,
  services: Services,
): Promise<Wanted | undefined> {
  const tools = setupTools.filter(({ format }) => packages.formats.includes(format));
  const toolOf = ({ tool }: FormValues) => tools.find(({ id }) => id === tool);
  const listed = new Map<string, PackageRepository>();
  const form: Form = {
    title: t('Set Up Tool'),
    fields: [
      {
        id: 'tool',
        type: 'choice',
        title: t('Tool'),
        prompt: t('The package manager that is to log in with {0}', record.label),
        choices: () => tools.map(({ id, name }) => ({ value: id, label: name() })),
      },
      {
        id: 'repository',
        type: 'choice',
        title: t('Repository'),
        prompt: t('The repository at {0} that it is to use', label),
        consent: true,
        choices: async (values, signal) => {
          const tool = toolOf(values);
          const found = tool === undefined ? [] : await packages.repositories(tool.format, signal);
          found.forEach((one) => listed.set(one.name, one));
          if (found.length > 0) {
            return found.map(({ name, description }) => ({
              value: name,
              label: name,
              description,
            }));
          }
          throw new RegistryError(
            'not-found',
            t('{0} shows you no repository for {1}.', label, tool?.name() ?? ''),
            { repair: null },
          );
        },
      },
      {
        id: 'secret',
        type: 'choice',
        title: t('Token'),
        prompt: t('Where to put the token itself'),
        when: (values) => toolOf(values)?.fromEnvironment !== undefined,
        consent: true,
        choices: () => [
          {
            value: 'file',
            label: t('In the tool’s own file'),
            detail: t(
              'Every terminal can use it, and it is kept current when it is refreshed or replaced here.',
            ),
          },
          {
            value: 'environment',
            label: t('Only in a new terminal'),
            detail: t('In a variable of that terminal. A file that has a token already keeps it.'),
          },
        ],
      },
    ],
  };
  const values = await runForm(form, {
    doors: services,
    remember: { memory: services.memory, name: 'setUpTool' },
  });
  const tool = toolOf(values ?? {});
  const repository = listed.get(String(values?.['repository'] ?? ''));
  if (values === undefined || tool === undefined || repository === undefined) return undefined;
  return {
    tool,
    setup: { repository, user: record.loginName ?? record.subject },
    inEnvironment: values['secret'] === 'environment',
    projects: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
  };
}

/** Says which files are written, what of them is replaced, and what follows, before anything is. */
async function confirmed(
  wanted: Wanted,
  planned: readonly PlannedFile[],
  { label }: TokenRecord,
  { messages }: Services,
): Promise<boolean> {
  const { tool, setup } = wanted;
  const login = wanted.inEnvironment ? tool.fromEnvironment?.(setup) : undefined;
  const yes = await messages.confirm(
    t('Set up {0} for {1}?', tool.name(), setup.repository.name),
    [
      planned.map(lineOf).join('\n'),
      login === undefined
        ? t(
            'When {0} is refreshed or replaced here, the new token is written there without a question, unless another login stands there by then.',
            label,
          )
        : planned.length === 0
          ? t(
              'The token is in the variable {0} of a new terminal alone. What follows holds there.',
              login.variable,
            )
          : t(
              'The token is in the variable {0} of a new terminal alone. What follows holds there; other terminals use the files above without a login, and may fail.',
              login.variable,
            ),
      tool.consequence(setup),
    ]
      .filter((text) => text !== '')
      .join('\n\n'),
    { label: t('Set Up'), value: true },
  );
  return yes === true;
}

function lineOf({ file, isNew, hasSecret, replaced }: PlannedFile): string {
  const what = hasSecret
    ? holdsToken(file, isNew)
    : isNew
      ? t('{0}: a new file without the token.', file)
      : t('{0}: changed, without the token.', file);
  return [
    `• ${what}`,
    ...(replaced.length === 0 ? [] : [t('Replaced there: {0}.', replaced.join(', '))]),
  ].join(' ');
}

/** Windows has no modes: who may read a file there is a matter of its folder. */
function holdsToken(file: string, isNew: boolean): string {
  if (process.platform === 'win32') {
    return isNew
      ? t('{0}: a new file that holds the token, with the permissions of its folder.', file)
      : t('{0}: holds the token afterwards, with the permissions of its folder.', file);
  }
  return isNew
    ? t('{0}: a new file that holds the token; only you can read it (mode 0600).', file)
    : t('{0}: holds the token afterwards; only you can read it (mode 0600).', file);
}

async function carryOut(
  wanted: Wanted,
  token: IssuedToken,
  environment: DockerEnvironment,
  services: Services,
): Promise<void> {
  const { record, secrets } = token;
  const { tool, setup } = wanted;
  if (wanted.inEnvironment) mustBeTrusted();
  // Kept, so that it is known when it changes.
  await services.vault.tokens.keep(token);
  const login = await services.progress(t('Setting up {0}…', tool.name()), () =>
    setUp(wanted, secrets.token, environment),
  );
  services.log.info(`${tool.name()}: set up for ${setup.repository.name} (${record.label})`);
  if (login !== undefined) {
    const { kind, facts } = login.remembered;
    await remember(kind, record, facts, services, true);
    services.messages.brief(t('{0} is set up for {1}', tool.name(), setup.repository.name));
    return;
  }
  await openTerminal({ tokens: [token], variables: variablesOf(wanted, secrets.token) }, services);
}
