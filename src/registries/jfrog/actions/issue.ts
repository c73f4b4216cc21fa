import { exactAmount, longAmount } from '../../../core/duration.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { FormValues } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import type { Item } from '../../contract/item.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { Facts } from '../client/facts.ts';
import type { CreateRequest } from '../client/tokens-api.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { placeOf, tokenLists } from '../paths.ts';
import { createdToken } from '../records.ts';
import type { Created } from '../wire/created.ts';
import type { IssueFrame } from './issue-form.ts';
import { secondsOf } from './lifetimes.ts';
import { lookForIssued } from './lost-issue.ts';

export function issue(context: JfrogContext): Action {
  return {
    issues: 'again',
    form: async (item, signal) => {
      const facts = await context.facts.get(signal);
      return generationOf(context, facts).issueForm(context, facts, frameOf(item), signal);
    },
    consequence: async (_items, values, signal) =>
      consequence(context, await context.facts.get(signal), values),
    run: async (item, values, signal) => {
      const facts = await context.facts.get(signal);
      const generation = generationOf(context, facts);
      const request = generation.request(facts, { ...subjectOf(item), ...values });
      const startedAt = context.connection.clock.now() + context.api.skew;
      const sentence = t(
        'The answer from {0} was lost: the token may have been issued or not.',
        context.api.host,
      );
      const created = await orLook(
        generation.tokens.create(request, signal),
        sentence,
        lookForIssued(context, facts, item, request, startedAt),
      );
      return outcome(context, facts, request, created);
    },
  };
}

/** The own tokens' row, and that of a user, leave nothing to ask of whom a token acts as. */
function frameOf({ path, label }: Item): IssueFrame {
  const { at } = placeOf(path);
  return {
    title: at === 'user' ? t('Issue Token for {0}', label) : t('Issue Token'),
    asksUser: at === 'users',
  };
}

/** Whom a token of a user's row acts as; without a name the server takes whoever asks. */
function subjectOf({ path }: Item): FormValues {
  const place = placeOf(path);
  return place.at === 'user' ? { subject: place.user } : {};
}

/** Asked before issuing what cannot be undone later. */
function consequence(
  { generations }: JfrogContext,
  facts: Facts,
  values: FormValues,
): Consequence | undefined {
  const seconds = secondsOf(text(values, 'lifetime'));
  const options = list(values, 'options');
  const { listed, revocable } = generations[facts.generation].fate(facts, {
    seconds,
    refreshable: options.includes('refreshable'),
    forceRevocable: options.includes('force'),
  });
  if (seconds === undefined) {
    return {
      message: t('Issue a token that never ends?'),
      detail: t('It grants access until somebody revokes it. Most uses do not need that.'),
    };
  }
  if (revocable) return undefined;
  return {
    message: t('Issue a token that cannot be revoked?'),
    detail: [
      listed
        ? t('It lives under 6 hours: by default the server refuses to revoke such a token.')
        : t(
            'It lives under 3 hours: by default the server neither lists nor revokes such a token. Only this machine will know of it.',
          ),
      ...(options.includes('circle')
        ? [
            t(
              'A circle of trust accepts only such tokens. Nobody but this platform can tell its state.',
            ),
          ]
        : []),
    ].join('\n'),
  };
}

function outcome(
  context: JfrogContext,
  facts: Facts,
  request: CreateRequest,
  created: Created,
): Outcome {
  const issued = createdToken(context, generationOf(context, facts), facts, created, {
    description: request.description ?? '',
    forceRevocable: request.force_revocable === true,
  });
  const { record } = issued;
  return {
    message: [t('A token of {0} was issued.', record.subject), ...surprises(request, created)].join(
      ' ',
    ),
    issued,
    changed: tokenLists,
    reveal: record.path,
  };
}

/** Where the server gave less than was asked, it does not say so: the reply does. */
function surprises(request: CreateRequest, { expiresIn, secrets }: Created): readonly string[] {
  const found: string[] = [];
  const asked = request.expires_in === 0 ? undefined : request.expires_in;
  if (expiresIn !== asked) {
    found.push(
      expiresIn === undefined
        ? t('The server issued it without an end.')
        : t('The server limited its life to {0}.', longAmount(exactAmount(expiresIn * 1000))),
    );
  }
  if (request.refreshable === true && secrets.refresh === undefined) {
    found.push(t('The server does not allow refreshable tokens: it has no refresh token.'));
  }
  if (request.include_reference_token === true && secrets.reference === undefined) {
    found.push(t('The server gave no reference token.'));
  }
  return found;
}
