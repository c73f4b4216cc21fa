import { t } from '../../../core/l10n.ts';
import type { Choice, ChoiceField, FormValues, Remark, TextField } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import type { DirectoryClient } from '../client/directory-client.ts';
import { splitNames } from '../scope.ts';
import type { ProjectEntry } from '../wire/directory.ts';
import { artifactFault, buildScope, scopeLimit, type ScopeWish, userScope } from './scope.ts';

/** What the directory told, to choose from; `undefined` where it could not be read. */
export interface Directory {
  readonly groups: readonly string[] | undefined;
  readonly projects: readonly ProjectEntry[] | undefined;
}

/** Whether a sort of scope was chosen. */
export const chose = (values: FormValues, kind: string): boolean =>
  list(values, 'scopes').includes(kind);

/** The step for the sorts of rights that a server knows. */
export const scopesField = (choices: readonly Choice[]): ChoiceField => ({
  id: 'scopes',
  type: 'choice',
  many: true,
  title: t('Scope'),
  prompt: t('What it may do; several may be combined'),
  choices: () => choices,
  // What the server gives to whoever asks for nothing else (docs/registries/jfrog.md §2.1).
  initial: () => ['user'],
  check: (chosen) =>
    chosen.length === 0 ? { severity: 'error', message: t('Choose at least one.') } : undefined,
});

/** What the token may do: the steps for admins; everybody else gets the own permissions. */
export function scopeFields(
  { groups, projects }: Directory,
  directory: DirectoryClient,
): readonly (TextField | ChoiceField)[] {
  const fields = [
    scopesField([
      { value: 'user', label: t('What the user may'), detail: userScope },
      { value: 'groups', label: t('What groups may'), detail: 'applied-permissions/groups:…' },
      {
        value: 'roles',
        label: t('Roles in a project'),
        detail: 'applied-permissions/roles:…',
      },
      { value: 'artifacts', label: t('Artifacts by path'), detail: 'artifact:…' },
      { value: 'system', label: t('Parts of the system'), detail: 'system:…' },
      {
        value: 'admin',
        label: t('Everything (admin)'),
        detail: 'applied-permissions/admin',
      },
    ]),
    groupsField(groups, tooLong),
    ...roleFields(projects, directory),
    artifactsField(),
    ...systemFields(),
  ];
  return fields.map(folded);
}

/** On the page of the options, as one row with what was answered. */
export const folded = (field: TextField | ChoiceField): TextField | ChoiceField =>
  field.type === 'choice' ? { ...field, folded: true } : field;

/** Which groups: those that the server told, or typed ones; `check` judges all answers. */
export function groupsField(
  groups: readonly string[] | undefined,
  check: (values: FormValues) => Remark | undefined,
): ChoiceField | TextField {
  const base = {
    id: 'groups',
    title: t('Groups'),
    when: (values: FormValues) => chose(values, 'groups'),
  };
  if (groups === undefined) {
    return {
      ...base,
      type: 'text',
      prompt: t('Names of groups with commas between them; one with a comma in it in quotes'),
      placeholder: 'readers, "ops,night"',
    };
  }
  return {
    ...base,
    type: 'choice',
    many: true,
    prompt: t('Which groups?'),
    choices: () => groups.toSorted().map((name) => ({ value: name, label: name })),
    check: (chosen, values) =>
      chosen.length === 0
        ? { severity: 'error', message: t('Choose at least one.') }
        : check({ ...values, groups: chosen }),
  };
}

function roleFields(
  projects: readonly ProjectEntry[] | undefined,
  directory: DirectoryClient,
): readonly (TextField | ChoiceField)[] {
  const when = (values: FormValues) => chose(values, 'roles');
  const project = { id: 'roleProject', title: t('Project'), when };
  const roles = { id: 'roles', title: t('Roles'), when };
  const byText: readonly TextField[] = [
    {
      ...project,
      type: 'text',
      prompt: t('The key of the project'),
      placeholder: 'web',
      check: (key) =>
        isProjectKey(key)
          ? undefined
          : {
              severity: 'error',
              message: t(
                'A project key has 2 to 32 lower-case letters, digits and hyphens, and begins with a letter.',
              ),
            },
    },
    {
      ...roles,
      type: 'text',
      prompt: t('Names of roles with commas between them; one with a comma in it in quotes'),
      placeholder: 'Developer, "Release Manager"',
    },
  ];
  if (projects === undefined || projects.length === 0) return byText;
  return [
    {
      ...project,
      type: 'choice',
      prompt: t('Which project?'),
      choices: () =>
        projects.map(({ key, name }) => ({ value: key, label: name, description: key })),
    },
    {
      ...roles,
      type: 'choice',
      many: true,
      prompt: t('Which roles?'),
      choices: async (values, signal) =>
        ((await directory.roles(text(values, 'roleProject'), signal)) ?? []).map((name) => ({
          value: name,
          label: name,
        })),
      check: (chosen) =>
        chosen.length === 0 ? { severity: 'error', message: t('Choose at least one.') } : undefined,
    },
  ];
}

function artifactsField(): TextField {
  return {
    id: 'artifacts',
    type: 'text',
    title: t('Artifacts'),
    prompt: t(
      'Repository, path and actions; several with spaces between them. Actions: r read, w write, d delete, a annotate, m manage, x Xray metadata, s scan, or *',
    ),
    placeholder: 'docker-local/acme/*:r,w',
    when: (values) => chose(values, 'artifacts'),
    check: (entered, values) => {
      const faults = entered.split(/\s+/).map(artifactFault);
      if (faults.includes('form')) {
        return { severity: 'error', message: t('Each is written repository/path:actions.') };
      }
      if (faults.includes('actions')) {
        return {
          severity: 'error',
          message: t('Actions are the letters r w d a m x s with commas between them, or *.'),
        };
      }
      return tooLong({ ...values, artifacts: entered });
    },
  };
}

function systemFields(): readonly ChoiceField[] {
  const when = (values: FormValues) => chose(values, 'system');
  return [
    {
      id: 'systemAreas',
      type: 'choice',
      many: true,
      title: t('Parts of the system'),
      prompt: t('Which parts?'),
      when,
      choices: () =>
        ['metrics', 'livelogs', 'identities', 'permissions'].map((value) => ({
          value,
          label: value,
        })),
      check: (chosen) =>
        chosen.length === 0 ? { severity: 'error', message: t('Choose at least one.') } : undefined,
    },
    {
      id: 'systemActions',
      type: 'choice',
      title: t('Access'),
      prompt: t('Read or change?'),
      when,
      choices: () => [
        { value: 'r', label: t('Read') },
        { value: 'r,w', label: t('Read and write') },
        { value: '*', label: t('Everything') },
      ],
    },
  ];
}

export const isProjectKey = (key: string): boolean => /^[a-z][a-z0-9-]{1,31}$/.test(key);

const tooLong = (values: FormValues): Remark | undefined => longScope(scopeOf(values));

/** What is wrong with a scope that is too long for a server. */
export const longScope = ({ length }: string): Remark | undefined =>
  length <= scopeLimit
    ? undefined
    : {
        severity: 'error',
        message: t('A scope has at most {0} characters; this has {1}.', scopeLimit, length),
      };

/** The scope out of the answers; the user's own permissions when nothing was asked. */
export function scopeOf(values: FormValues): string {
  const scope = buildScope({
    user: chose(values, 'user'),
    admin: chose(values, 'admin'),
    groups: chose(values, 'groups') ? namesOf(values, 'groups') : [],
    roles: chose(values, 'roles')
      ? [{ project: text(values, 'roleProject'), names: namesOf(values, 'roles') }]
      : [],
    artifacts: chose(values, 'artifacts')
      ? text(values, 'artifacts').split(/\s+/).filter(Boolean)
      : [],
    system: chose(values, 'system')
      ? list(values, 'systemAreas').map((area) => `${area}:${text(values, 'systemActions')}`)
      : [],
  } satisfies ScopeWish);
  return scope === '' ? userScope : scope;
}

/** Names that were chosen from a list, or typed. */
export const namesOf = (values: FormValues, id: string): readonly string[] =>
  typeof values[id] === 'string' ? splitNames(text(values, id)) : list(values, id);
