import { RegistryError } from '../../core/errors.ts';
import { utcText } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { explain as explainToken, type Explanation } from '../../jwt/explain.ts';
import { jsonText } from '../../jwt/json-text.ts';
import type { Row } from '../../jwt/row.ts';
import { obtain } from '../actions/obtain.ts';
import { readToken } from '../inspector/read-token.ts';
import type { Services } from '../services.ts';
import { lifeOf, tokenFacts, tokenLines } from './describe.ts';
import { tokenOf } from './find.ts';
import type { Input, Question, Tool, ToolServices } from './tool.ts';

/** What a token says of itself, claim by claim. */
export const explain: Tool = {
  question: (input, services) =>
    ofToken(input, services, t('Explaining a token'), (label) =>
      t('Explain the token {0}?', label),
    ),
  run: async (input, services) => {
    const target = tokenOf(input, services);
    const { record, secrets } = await obtain(target, services);
    const { decoded, languages } = await readToken(secrets.token);
    const explanation = explainToken(decoded, { now: services.clock.now(), languages });
    return { ...tokenFacts(record, services), ...explained(explanation, services) };
  },
};

/** What its registry says of a token. */
export const verify: Tool = {
  question: (input, services) =>
    ofToken(input, services, t('Asking the registry'), (label) =>
      t('Verify the token {0} with its registry?', label),
    ),
  run: async (input, services, signal) => {
    const target = tokenOf(input, services);
    const { account } = target;
    if (account === undefined) {
      throw new RegistryError(
        'unsupported',
        t(
          'A pasted token belongs to no account, so there is no registry to ask. Explain it instead.',
        ),
      );
    }
    const { record, secrets } = await obtain(target, services);
    const registry = await services.sessions.registry(account);
    const { state, message, details, lifetime } = await registry.verify(record, secrets, signal);
    if (lifetime !== undefined) {
      await services.vault.tokens.revise(record.id, secrets.token, lifetime);
    }
    return {
      state,
      message,
      details: details.map(({ label, value }) => ({
        label,
        value: typeof value === 'string' ? value : utcText(value.instant),
      })),
      ...lifeOf(lifetime ?? record.lifetime, services),
    };
  },
};

/** The question before something is done with a token, which is told by its lines. */
export function ofToken(
  input: Input,
  services: ToolServices,
  doing: string,
  title: (label: string) => string,
): Question {
  const { record, account } = tokenOf(input, services);
  return {
    doing,
    title: title(record.label),
    lines: tokenLines(record, account, services.clock.now()),
  };
}

/** Nothing here is verified, and the answer says so. */
const explained = (
  { summary, warnings, header, claims, lifetime, inner }: Explanation,
  services: Services,
): object => ({
  remark: t('This is what the token says of itself. Its signature was not checked.'),
  summary,
  warnings: warnings.map(({ message }) => message),
  header: header.map(rowFacts),
  claims: claims.map(rowFacts),
  ...lifeOf(lifetime, services),
  ...(inner === undefined ? {} : { inner: explained(inner, services) }),
});

const rowFacts = ({ name, value, meaning, lines }: Row) => ({
  name,
  value: jsonText(value),
  ...(meaning === undefined ? {} : { meaning }),
  ...(lines.length === 0 ? {} : { lines }),
});
