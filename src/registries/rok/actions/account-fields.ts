import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Field, FormValues, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { Directory } from '../client/directory.ts';
import { isUuid } from '../client/read-accounts.ts';

export interface AccountFieldsOptions {
  /** Id of the field with the name; that with the UUID of one among several is `uuid`. */
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly directoryOf: (connection: Connection) => Directory;
  readonly when?: (values: FormValues) => boolean;
}

/**
 * Asks for an account: its name, with those of the pod to choose from, and where several have that
 * name, which of them. The steps share one list.
 */
export function accountFields(options: AccountFieldsOptions): readonly Field[] {
  const { id, title, prompt, directoryOf, when = () => true } = options;
  let directory: Directory | undefined;
  const learn = (connection: Connection) => (directory = directoryOf(connection));
  const sameName = (values: FormValues) => directory?.listed(text(values, id)) ?? [];
  return [
    {
      id,
      type: 'text',
      title,
      prompt,
      when,
      check: checkUser,
      suggestions: async (_values, signal, connect) => {
        const accounts = await learn(await connect()).list(signal);
        return accounts.map(({ userName, email, uuid }) => ({
          value: userName,
          label: userName,
          description: email ?? '',
          detail: uuid,
        }));
      },
      verify: async (values, connection, signal) => {
        const current = learn(connection);
        try {
          await current.find(text(values, id), signal);
          return undefined;
        } catch (error) {
          // Several of one name: the next step asks which.
          if (error instanceof RegistryError && error.code === 'conflict') return undefined;
          throw error;
        }
      },
    },
    {
      id: 'uuid',
      type: 'choice',
      forgets: true,
      title: t('Which one'),
      prompt: t('Several accounts have this user name'),
      when: (values) => when(values) && sameName(values).length > 1,
      choices: (values) =>
        sameName(values).map(({ uuid, email }) => ({
          value: uuid,
          label: uuid,
          description: email ?? '',
        })),
    },
  ];
}

/** A user name may be nearly anything; it is compared, and never sent to the pod. */
function checkUser(user: string): Remark | undefined {
  if (isUuid(user) || !/\p{Cc}/u.test(user)) return undefined;
  return { severity: 'error', message: t('A user name has no control characters.') };
}
