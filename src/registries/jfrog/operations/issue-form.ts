import { t } from '../../../core/l10n.ts';
import { list, text } from '../../form-values.ts';
import type { Choice, Field, Form, FormValues, Remark } from '../../form.ts';
import type { JfrogContext } from '../context.ts';
import { hasFeature, type Facts } from '../facts.ts';
import type { UserEntry } from '../wire/directory.ts';
import { revocableFrom } from '../thresholds.ts';
import { lifetimeField, secondsOf } from './lifetimes.ts';
import { isProjectKey, scopeFields, type Directory } from './scope-fields.ts';

/** Limits of the server, in characters (contract §2.1). */
const limits = { username: 255, audience: 255, description: 1024 } as const;

export interface IssueDirectory extends Directory {
  readonly users: readonly UserEntry[] | undefined;
}

/**
 * The steps of issuing a token: only what this person may ask (contract §4.4). Users who are no
 * admins get a token of their own with their own permissions, whatever else they would like.
 */
export function issueForm(
  context: JfrogContext,
  facts: Facts,
  directory: IssueDirectory | undefined,
  user: string,
): Form {
  const canForce = hasFeature(facts, 'forceRevocable');
  return {
    title: t('Issue Token'),
    fields: [
      ...(directory === undefined
        ? []
        : [subjectField(directory.users, user), ...scopeFields(directory, context.directory)]),
      lifetimeField(canForce),
      optionsField(facts),
      audienceField(),
      projectField(),
      {
        id: 'description',
        type: 'text',
        title: t('Description'),
        prompt: t('What it is for; lists show it. Leave it empty for none.'),
        optional: true,
        check: (typed) => longerThan(typed, limits.description),
      },
    ],
  };
}

function subjectField(users: readonly UserEntry[] | undefined, user: string): Field {
  return {
    id: 'subject',
    type: 'text',
    title: t('User'),
    prompt: t('Whom it acts as'),
    initial: () => user,
    // Stored in lower case, and compared so (contract §4.4).
    normalize: (typed) => typed.trim().toLowerCase(),
    check: (name) => longerThan(name, limits.username) ?? knownUser(users, name),
  };
}

function knownUser(users: readonly UserEntry[] | undefined, name: string): Remark | undefined {
  if (users === undefined) return undefined;
  const found = users.find((entry) => entry.name.toLowerCase() === name);
  if (found === undefined) {
    return {
      severity: 'warning',
      message: t(
        'There is no user {0}: scopes of groups work for such a name, the user’s own do not.',
        name,
      ),
    };
  }
  return found.status === undefined || found.status === 'enabled'
    ? undefined
    : { severity: 'warning', message: t('{0} is not enabled ({1}).', name, found.status) };
}

const isShort = (values: FormValues): boolean => {
  const seconds = secondsOf(text(values, 'lifetime'));
  return seconds !== undefined && seconds < revocableFrom;
};

function optionsField(facts: Facts): Field {
  return {
    id: 'options',
    type: 'choice',
    many: true,
    title: t('Options'),
    prompt: t('What else? None is fine.'),
    choices: (values) => options(facts, values),
    check: (chosen) => {
      const clashes = ['refreshable', 'reference', 'force'].filter((id) => chosen.includes(id));
      return chosen.includes('circle') && clashes.length > 0
        ? {
            severity: 'error',
            message: t(
              'A circle of trust takes only plain tokens that cannot be revoked: not refreshable, without a reference token, not made revocable.',
            ),
          }
        : undefined;
    },
  };
}

function options(facts: Facts, values: FormValues): readonly Choice[] {
  const never = text(values, 'lifetime') === 'never';
  const choices: Choice[] = [
    {
      value: 'refreshable',
      label: t('Refreshable'),
      detail: never
        ? t('Pointless for a token that never ends, but allowed.')
        : t('A refresh token comes with it, good for one exchange.'),
    },
  ];
  if (hasFeature(facts, 'reference')) {
    choices.push({
      value: 'reference',
      label: t('Reference token'),
      detail: t('A short text of 64 characters that stands for the token, for tools with limits.'),
    });
  }
  if (isShort(values) && hasFeature(facts, 'forceRevocable')) {
    choices.push({
      value: 'force',
      label: t('Make it revocable anyway'),
      detail: t('Although it lives under 6 hours. It does not work in a circle of trust then.'),
    });
  }
  if (isShort(values)) {
    choices.push({
      value: 'circle',
      label: t('For a circle of trust'),
      detail: t(
        'Other platforms that trust this one’s certificate accept it: only as a plain token that cannot be revoked, for users or groups that exist there as well. Only this platform can tell its state.',
      ),
    });
  }
  choices.push(
    {
      value: 'audience',
      label: t('Another audience'),
      detail: t('Which services accept it; all by default.'),
    },
    {
      value: 'project',
      label: t('Of a project'),
      detail: t('Listed with the project, for its admins.'),
    },
  );
  return choices;
}

function audienceField(): Field {
  return {
    id: 'audience',
    type: 'text',
    title: t('Audience'),
    prompt: t('Services with spaces between them: type@id or type@*, such as jfrt@* for images'),
    placeholder: 'jfrt@*',
    when: (values) => list(values, 'options').includes('audience'),
    check: (audience) => {
      const services = audience.split(/\s+/);
      const known = /^(?:\*|jf(?:rt|ac|xr|pip|ds|mc|evt|md|con))@(?:\*|[a-z0-9]+)$/;
      const strange = services.find((service) => !known.test(service));
      if (strange !== undefined) {
        return { severity: 'error', message: t('“{0}” is no service.', strange) };
      }
      const has = (type: string) => services.some((s) => s.startsWith('*') || s.startsWith(type));
      if (!has('jfac')) {
        return {
          severity: 'warning',
          message: t('Without jfac@* it cannot manage tokens, nor verify itself.'),
        };
      }
      return has('jfrt')
        ? longerThan(audience, limits.audience)
        : { severity: 'warning', message: t('Without jfrt@* it cannot log in to images.') };
    },
  };
}

function projectField(): Field {
  return {
    id: 'project',
    type: 'text',
    title: t('Project'),
    prompt: t('The key of the project'),
    placeholder: 'web',
    when: (values) => list(values, 'options').includes('project'),
    check: (key) =>
      isProjectKey(key)
        ? undefined
        : {
            severity: 'error',
            message: t('A project key has 2 to 32 of a to z, 0 to 9 and dashes, a letter first.'),
          },
  };
}

function longerThan(typed: string, limit: number): Remark | undefined {
  return typed.length <= limit
    ? undefined
    : {
        severity: 'error',
        message: t('At most {0} characters; these are {1}.', limit, typed.length),
      };
}
