import type { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { redact } from '../../core/redact.ts';
import { textOf } from '../../core/values.ts';
import { visible } from '../../core/visible.ts';
import { isSigned } from '../../jwt/decoded.ts';
import { type FindingContext, findings } from '../../jwt/findings.ts';
import { signaturesOfSecret, verifySecret } from '../../jwt/of-secret.ts';
import type { Meant, SignatureCheck } from '../../jwt/verify.ts';
import { attempt } from '../actions/attempt.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Inspector, Shown } from '../inspector/inspector.ts';
import { chooseKeys, type KeyChoice } from '../inspector/key-choice.ts';
import type { Verification } from '../inspector/signature-view.ts';
import { askForContent } from '../inspector/signed-content.ts';
import type { Services } from '../services.ts';
import { shownToken } from './decode.ts';

/** How far clocks may differ, in milliseconds. */
const leeway = 30_000;

/** Checks the signature of the token that is shown, with keys of the person's choice. */
export async function verifySignature(services: Services): Promise<void> {
  const inspector = await services.inspector.open();
  const shown = await shownToken(services);
  if (shown === undefined) return;
  if (!isSigned(shown.decoded)) {
    await services.messages.info(t('This token has no signature that could be checked.'));
    return;
  }
  const meant = await chooseSignature(shown, inspector, services);
  if (meant === undefined) return;
  const { decoded, signature } = meant;
  const isDetached = decoded.kind === 'message' && decoded.detached === true;
  const content = isDetached ? await askForContent(t('Verify Signature'), services) : undefined;
  if (isDetached && content === undefined) return;
  const choice = await chooseKeys(meant, services);
  if (choice === undefined) return;
  const what = {
    ...(signature === undefined ? {} : { signature }),
    ...(content === undefined ? {} : { content }),
  };
  await check(meant, { choice, what }, inspector, services);
}

/** Of several signatures the one that is meant, shown from then on; a question follows. */
async function chooseSignature(
  shown: Shown,
  inspector: Inspector,
  { steps }: Services,
): Promise<Shown | undefined> {
  const signatures = signaturesOfSecret(shown.token);
  if (signatures.length < 2) return shown;
  const result = await steps.pick<number>({
    frame: { title: t('Verify Signature'), step: 1, totalSteps: 2 },
    placeholder: t('Which signature?'),
    rows: signatures.map(({ alg, kid }, index) => ({
      icon: 'key',
      label: t('Signature {0}', index + 1),
      description: textOf(alg) === undefined ? '' : visible(String(alg), 40),
      detail: textOf(kid) === undefined ? '' : t('under the key {0}', visible(String(kid), 80)),
      value: index,
    })),
  });
  return result.kind === 'value'
    ? inspector.show({ ...shown, signature: result.value }, true)
    : undefined;
}

async function check(
  shown: Shown,
  { choice, what }: { readonly choice: KeyChoice; readonly what: Meant },
  inspector: Inspector,
  services: Services,
): Promise<void> {
  await attempt(choice.account, services, async () => {
    inspector.tell(shown, { kind: 'busy' });
    try {
      if (choice.refusal !== undefined) {
        const refused = { state: 'unchecked', message: choice.refusal } as const;
        inspector.tell(shown, done(shown, refused, { origin: '', skew: undefined }));
        return;
      }
      const { read, expected = {} } = choice;
      const { material, origin, skew } = await services.progress(t('Reading the keys…'), read);
      const result = await verifySecret(shown.token, material, what);
      inspector.tell(shown, done(shown, result, { origin, skew, expected }));
    } catch (error) {
      const failure = toRegistryError(error);
      inspector.tell(
        shown,
        failure.code === 'cancelled' ? { kind: 'none' } : failed(shown, failure, choice),
      );
      throw error;
    }
  });
}

/** What the page says once the message is gone: why nothing was checked, and what helps. */
function failed(
  shown: Shown,
  { code, message }: RegistryError,
  { account }: KeyChoice,
): Verification {
  // An account can be repaired; who asked another server can do without it.
  const isElsewhere = account === undefined && (code === 'tls' || code === 'unreachable');
  const words = isElsewhere ? t('{0} If you have the key, paste it instead.', message) : message;
  const check = { state: 'unchecked', message: redact(words) } as const;
  return done(shown, check, { origin: '', skew: undefined });
}

/** How a check came out, and what else was looked at: some of that changes with time. */
function done(
  { decoded }: Shown,
  check: SignatureCheck,
  {
    skew,
    ...context
  }: Omit<FindingContext, 'now' | 'leeway'> & { readonly skew: number | undefined },
): Verification {
  return {
    kind: 'done',
    check,
    skew,
    findings: (now) => findings(decoded, check, { ...context, now, leeway }),
  };
}
