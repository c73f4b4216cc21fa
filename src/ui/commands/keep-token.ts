import { randomUUID } from 'node:crypto';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import { claimedBy } from '../../jwt/of-secret.ts';
import { whoText } from '../../jwt/subject.ts';
import { readToken, tokenLanguages } from '../inspector/read-token.ts';
import type { Services } from '../services.ts';

/** Keeps a token that was pasted, without an account: the one decoded last, or one entered now. */
export async function keepToken(services: Services): Promise<void> {
  const token = services.pasted.token ?? (await askForToken(services));
  if (token === undefined) return;
  const claimed = claimedBy(token, tokenLanguages);
  const { decoded, languages } = await readToken(token);
  const subject = decoded.kind === 'jwt' ? whoText(decoded.claims, languages) : undefined;
  const name = await services.steps.text({
    frame: { title: t('Keep Pasted Token'), step: 1, totalSteps: 1 },
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
      ...(claimed.issuedAt === undefined ? {} : { issuedAt: claimed.issuedAt }),
      lifetime: claimed.lifetime,
      path: [id],
      unlisted: true,
    },
    secrets: { token },
  });
  services.pasted.forget();
  services.messages.brief('check', t('{0} kept', name.value));
  await services.view.show('', [id]);
}

async function askForToken({ steps }: Services): Promise<Secret | undefined> {
  const result = await steps.text({
    frame: { title: t('Keep Pasted Token'), step: 1, totalSteps: 1 },
    prompt: t('Paste the token to keep.'),
    value: '',
    secret: true,
    normalize: (text) => text.trim(),
    check: (text) =>
      text === '' ? { severity: 'error', message: t('Please paste a token.') } : undefined,
  });
  return result.kind === 'value' ? new Secret(result.value) : undefined;
}
