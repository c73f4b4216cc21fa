import { t } from '../../core/l10n.ts';
import type { Secret } from '../../core/secret.ts';
import type { IssuedToken } from '../../core/token.ts';
import { isVariable } from '../../delivery/run/request.ts';
import type { Variable } from '../../registries/contract/registry.ts';
import { attempt } from '../actions/attempt.ts';
import { mayHandOut } from '../actions/caution.ts';
import { obtain } from '../actions/obtain.ts';
import { withSecret } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import type { TokenTarget } from '../actions/pick/token-target.ts';
import { mustBeTrusted, openTerminal } from '../delivery/runs/open-terminal.ts';
import type { Services } from '../services.ts';

/** What a terminal is to be opened with, as far as it was chosen. */
interface Chosen {
  readonly tokens: IssuedToken[];
  readonly variables: Map<string, Secret | string>;
}

/** The name of a variable that no kind of registry has proposed. */
const usual = 'REGISTRY_TOKEN';

/** Opens a terminal with tokens in variables of its own. */
export async function newTerminal(row: unknown, services: Services): Promise<void> {
  const title = t('New Terminal with Tokens');
  await attempt(undefined, services, async () => {
    mustBeTrusted();
    const chosen: Chosen = { tokens: [], variables: new Map() };
    for (let from = row; ; from = undefined) {
      const target = await pickToken(from, services, title, withSecret);
      if (target === undefined || !(await addToken(target, chosen, title, services))) return;
      const more = await wantsMore(chosen, title, services);
      if (more === undefined) return;
      if (!more) break;
    }
    await openTerminal(chosen, services);
  });
}

/** Asks for the name of the variable, proposed by the token's registry. */
async function addToken(
  target: TokenTarget,
  { tokens, variables }: Chosen,
  title: string,
  services: Services,
): Promise<boolean> {
  const proposed = await proposedFor(target, services);
  const others = proposed.filter(({ text }) => text !== undefined);
  const name = proposed.find(({ text }) => text === undefined)?.name ?? usual;
  const prompt = t('The variable that is to hold {0}', target.record.label);
  const answer = await services.steps.text({
    frame: { title, step: 1, totalSteps: 1 },
    prompt:
      others.length === 0
        ? prompt
        : t('{0}; {1} are set with it', prompt, others.map((one) => one.name).join(', ')),
    value: variables.has(name) ? `${name}_${tokens.length + 1}` : name,
    secret: false,
    normalize: (text) => text.trim(),
    check: (text) =>
      isVariable(text)
        ? undefined
        : { severity: 'error', message: t('Letters, digits and “_”, with no digit first.') },
  });
  if (answer.kind !== 'value') return false;
  const token = await obtain(target, services);
  if (!(await mayHandOut(token.record, services.messages))) return false;
  // Kept, so that it is known when it changes.
  await services.vault.tokens.keep(token);
  for (const { name: other, text = '' } of others) {
    if (!variables.has(other)) variables.set(other, text);
  }
  variables.set(answer.value, token.secrets.token);
  tokens.push(token);
  return true;
}

async function proposedFor(
  { account, record }: TokenTarget,
  { sessions }: Services,
): Promise<readonly Variable[]> {
  if (account === undefined) return [];
  return (await sessions.registry(account)).variables?.(record) ?? [];
}

async function wantsMore(
  { variables }: Chosen,
  title: string,
  { steps }: Services,
): Promise<boolean | undefined> {
  const picked = await steps.pick<boolean>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: [...variables.keys()].join(', '),
    rows: [
      { icon: 'terminal', label: t('Open the Terminal'), value: false },
      { icon: 'add', label: t('Add Another Token…'), value: true },
    ],
  });
  return picked.kind === 'value' ? picked.value : undefined;
}
