import { t } from '../../../core/l10n.ts';
import type { Action } from '../../contract/action.ts';
import { secret } from '../../contract/form-values.ts';
import { tokenInPaste } from '../../shared/pasted.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import { credentialShape } from '../connect/credential.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { tokenLists } from '../paths.ts';
import { accessRecordId } from '../records.ts';

/** Revokes a token that is only known by its text: one found in a log, say. For admins. */
export function revokeValue(context: JfrogContext): Action {
  return {
    form: () => ({
      title: t('Revoke Pasted Token'),
      fields: [
        {
          id: 'value',
          type: 'secret',
          title: t('Token'),
          prompt: t('The access or reference token. It is sent once and not kept.'),
          normalize: tokenInPaste,
          check: (text) => {
            const shape = credentialShape(text);
            return shape === 'access-token' || shape === 'reference-token'
              ? undefined
              : {
                  severity: 'error',
                  message: t('This is neither an access nor a reference token.'),
                };
          },
        },
      ],
    }),
    consequence: () => ({
      message: t('Revoke this token?'),
      detail: t(
        'A revoked token cannot be brought back. Services cache what they know of it: it may be accepted for a few more minutes.',
      ),
    }),
    run: async (_item, values, signal) => {
      const { tokens } = generationOf(context, await context.facts.get(signal));
      const id = await orLook(
        tokens.revokeValue(secret(values, 'value'), signal),
        t(
          'The answer from {0} was lost: the token may have been revoked or not. Revoking it again does no harm.',
          context.api.host,
        ),
      );
      return {
        message: t('The token {0} was revoked.', id),
        ended: [accessRecordId(context.connection.account.id, id)],
        changed: tokenLists,
      };
    },
  };
}
