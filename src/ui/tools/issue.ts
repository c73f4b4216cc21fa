import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Item } from '../../registries/contract/item.ts';
import type { Registry } from '../../registries/contract/registry.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Services } from '../services.ts';
import { pasted, type RecordNode } from '../tree/node.ts';
import { answersInWords } from '../wizard/answers-in-words.ts';
import { answerForm } from './answer-form.ts';
import { accountLine, tokenFacts } from './describe.ts';
import { accountOf } from './find.ts';
import { actionOf, declined, runAsked } from './run-asked.ts';
import { type Input, textOf, type Tool } from './tool.ts';

/**
 * Issues a token that a model never sees: it becomes the active one, or is served. Which rights and
 * which life has to be told step by step; nothing broad is taken for granted.
 */
export const issue: Tool = {
  question: (input, services) => ({
    doing: t('Issuing a token'),
    title: useOf(input) === 'served' ? t('Issue and serve a token?') : t('Issue a token?'),
    lines: [
      accountLine(accountOf(input, services)),
      t('Subject: {0}', textOf(input, 'row') ?? t('the account’s own')),
      ...Object.entries(answersOf(input))
        .map(([name, value]) => ({ name, words: [value].flat().map(String).join(', ') }))
        .filter(({ words }) => words !== '')
        .map(({ name, words }) => t('{0}: {1}', name, words)),
    ],
  }),
  run: async (input, services, signal) => {
    const account = accountOf(input, services);
    const use = useOf(input);
    const registry = await services.sessions.registry(account);
    const rows = await issuingRows(registry, textOf(input, 'row'), signal);
    const [item, ...others] = rows;
    if (item === undefined) {
      throw new RegistryError(
        'not-found',
        t('No row of that name in this account can issue a token.'),
      );
    }
    if (others.length > 0) {
      const choices = rows.map(({ label, description }) => ({ value: label, description }));
      return { done: false, missing: { field: 'row', choices } };
    }
    const target = { account, item };
    const action = await actionOf('issue', target, services);
    const form = (await action.form?.(item, signal)) ?? { title: '', fields: [] };
    const labels = new Map<string, string>();
    const connection = () => services.sessions.connection(account);
    const options = { doors: services, connection, labels };
    const answered = await answerForm(form, answersOf(input), options, signal);
    if ('missing' in answered) return { done: false, missing: answered.missing };
    const { values } = answered;
    const lines = [
      accountLine(account),
      // The row of the own tokens says beside its name whose they are.
      t('Subject: {0}', [item.label, item.description].filter(Boolean).join(' · ')),
      t('Rights and lifetime: {0}', answersInWords(form, values, labels)),
      use === 'served'
        ? t('It is served to programs afterwards, if you agree to that as well.')
        : t('It becomes the active token.'),
    ];
    const outcome = await runAsked('issue', action, target, values, lines, services, signal);
    const record = outcome?.issued?.record;
    if (outcome === undefined) return declined;
    const { message } = outcome;
    if (record === undefined) return { done: true, message };
    const token = tokenFacts(record, services);
    try {
      const used = await put(record, use, account, services);
      return { done: true, message, [use]: used, token: tokenFacts(record, services) };
    } catch (error) {
      // The token is there: a model that is told of a failure would issue another one.
      const { message: why } = toRegistryError(error);
      return { done: true, message: `${message} ${why}`, [use]: false, token };
    }
  },
};

/** Makes a new token the active one, or asks to serve it; whether it is that now. */
async function put(
  record: TokenRecord,
  use: 'active' | 'served',
  account: Account,
  services: Services,
): Promise<boolean> {
  if (use === 'active') {
    await services.vault.active.set(record.id);
    return true;
  }
  const { serveToken } = await import('../commands/serve-token.ts');
  const row: RecordNode = { type: 'record', id: record.id, account, record, parent: pasted };
  await serveToken(row, services);
  return services.serving.hostOf(record.id) !== undefined;
}

/** The rows of an account that issue tokens: those with a name, or all that are directly below. */
async function issuingRows(
  registry: Registry,
  label: string | undefined,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const top: Item[] = [];
  for await (const page of registry.roots(signal)) top.push(...page);
  const issues = ({ can }: Item) => can.includes('issue');
  if (label === undefined) return top.filter(issues);
  const isNamed = (item: Item) => item.label === label && issues(item);
  const found = top.filter(isNamed);
  for (const parent of top.filter(({ within }) => within.includes('issue'))) {
    if (found.length > 0) break;
    for await (const page of registry.children(parent, signal)) found.push(...page.filter(isNamed));
  }
  return found;
}

const useOf = (input: Input): 'active' | 'served' =>
  textOf(input, 'use') === 'served' ? 'served' : 'active';

function answersOf(input: Input): Readonly<Record<string, unknown>> {
  const { answers } = input;
  return isObject(answers) ? answers : {};
}
