import { randomUUID } from 'node:crypto';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import type { Lifetime } from '../../core/lifetime.ts';
import { remainingText } from '../../core/remaining.ts';
import { Secret } from '../../core/secret.ts';
import { bareSecret, claimedBy } from '../../jwt/of-secret.ts';
import { whoText } from '../../jwt/subject.ts';
import { meantPart } from '../inspector/long-text.ts';
import { readToken, tokenLanguages } from '../inspector/read-token.ts';
import type { Services } from '../services.ts';

/** What a token says of itself. */
interface Claimed {
  readonly subject: string | undefined;
  readonly issuedAt: number | undefined;
  readonly lifetime: Lifetime;
}

/**
 * Keeps a token without an account: the one that the inspector shows, when asked from there; else
 * the one decoded last, where the person says so, or a pasted one.
 */
export async function keepToken(from: unknown, services: Services): Promise<void> {
  const pasted =
    isObject(from) && from['inspected'] === true
      ? (await services.inspector.open()).shown?.token
      : await chooseToken(services);
  if (pasted === undefined) return;
  const token = await bareSecret(pasted, tokenLanguages);
  const { subject, issuedAt, lifetime } = await claimedOf(token);
  const name = await services.steps.text({
    frame: { title: title(), step: 1, totalSteps: 1 },
    prompt: t('The name this token is shown by.'),
    value: subject ?? '',
    secret: false,
    normalize: (text) => text.trim(),
    check: (text) =>
      text === '' ? { severity: 'error', message: t('Please enter a name.') } : undefined,
  });
  if (name.kind !== 'value') return;
  const id = randomUUID();
  await services.vault.tokens.keep({
    record: {
      id: `/${id}`,
      accountId: '',
      type: 'pasted',
      label: name.value,
      subject: subject ?? t('unknown'),
      scope: [],
      ...(issuedAt === undefined ? {} : { issuedAt }),
      lifetime,
      path: [id],
      unlisted: true,
    },
    secrets: { token },
  });
  services.pasted.forget();
  services.messages.brief(t('{0} kept', name.value));
  await services.view.show('', [id]);
}

const title = () => t('Keep Pasted Token');

/** Nothing is kept unasked, wherever it was decoded from: the person says which token it is. */
async function chooseToken(services: Services): Promise<Secret | undefined> {
  const { token: decoded } = services.pasted;
  if (decoded === undefined) return askForToken(services);
  const { subject, lifetime } = await claimedOf(decoded);
  const result = await services.steps.pick<Secret | 'paste'>({
    frame: { title: title(), step: 1, totalSteps: 1 },
    placeholder: t('Which token?'),
    rows: [
      {
        icon: 'key',
        label: t('The token decoded last'),
        description: [subject, remainingText(lifetime, services.clock.now())]
          .filter(Boolean)
          .join(' · '),
        value: decoded,
      },
      { icon: 'clippy', label: t('Paste Another Token…'), value: 'paste' },
    ],
  });
  if (result.kind !== 'value') return undefined;
  return result.value === 'paste' ? askForToken(services) : result.value;
}

async function claimedOf(token: Secret): Promise<Claimed> {
  const { issuedAt, lifetime } = claimedBy(token, tokenLanguages);
  const { decoded, languages } = await readToken(token);
  const subject = decoded.kind === 'jwt' ? whoText(decoded.claims, languages) : undefined;
  return { subject, issuedAt, lifetime };
}

async function askForToken(services: Services): Promise<Secret | undefined> {
  const result = await services.steps.text({
    frame: { title: title(), step: 1, totalSteps: 1 },
    prompt: t('Paste the token to keep.'),
    value: '',
    secret: true,
    normalize: (text) => text.trim(),
    check: (text) =>
      text === '' ? { severity: 'error', message: t('Please paste a token.') } : undefined,
  });
  const part = result.kind === 'value' ? await meantPart(result.value, services) : undefined;
  return part === undefined ? undefined : new Secret(part);
}
