import { t } from '../../../core/l10n.ts';
import type { ChoiceField, Field, Remark, TextField } from '../../contract/form.ts';
import { list } from '../../contract/form-values.ts';
import type { UserEntry } from '../wire/directory.ts';

/** Limits of the server, in characters (docs/registries/jfrog.md §2.1). */
const limits = { username: 255, audience: 255 } as const;

/** Whom a token acts as, where its row does not say so; `users` are those that the server told. */
export function subjectField(users: readonly UserEntry[] | undefined): Field {
  return {
    id: 'subject',
    type: 'text',
    title: t('User'),
    prompt: t('Whom it acts as'),
    // Stored in lower case, and compared so (docs/registries/jfrog.md §4.4).
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

/**
 * Which services accept the token, asked where the options say so.
 *
 * @param judge what to mind of an audience that has or has not a type of service, in a sentence
 */
export function audienceField(
  judge: (has: (service: string) => boolean) => string | undefined,
): TextField {
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
        return { severity: 'error', message: t('“{0}” is not a service.', strange) };
      }
      const message = judge((type) =>
        services.some((service) => service.startsWith('*') || service.startsWith(type)),
      );
      return message === undefined
        ? longerThan(audience, limits.audience)
        : { severity: 'warning', message };
    },
  };
}

/** Asks on one page what can be left as it is. */
export const onOnePage = (
  title: string,
  fields: readonly (TextField | ChoiceField)[],
): readonly Field[] => fields.map((field) => ({ ...field, sharedPage: title }));

export function longerThan(typed: string, limit: number): Remark | undefined {
  return typed.length <= limit
    ? undefined
    : {
        severity: 'error',
        message: t('At most {0} characters; these are {1}.', limit, typed.length),
      };
}
