import { day, hour, minute } from '../../core/duration.ts';
import { t } from '../../core/l10n.ts';
import type { Values } from '../../core/values.ts';
import { plain } from '../../jwt/json.ts';
import type { TestAlgorithm, TestKey } from '../../jwt/test-token.ts';
import { makeTestKey, readTestClaims, testAlgorithms } from '../../jwt/test-token.ts';
import type { Shown } from '../inspector/inspector.ts';
import { payloadOf } from '../inspector/token-page.ts';
import type { Services } from '../services.ts';
import type { PickRow } from '../wizard/pick-step.ts';
import type { Steps } from '../wizard/steps.ts';

/** When a test token ends: so many milliseconds from now, never, or as its claims say. */
type Life = number | 'never' | 'claims';

const totalSteps = 3;

/**
 * Signs a token for trying out programs, with a key pair that is made for it. The private key is in
 * the memory of the inspector as long as the token is shown, and nowhere else.
 */
export async function signTestToken(services: Services): Promise<void> {
  const inspector = await services.inspector.open();
  const before = inspector.shown;
  const key = await chooseKey(before?.testKey, services.steps);
  if (key === undefined) return;
  const life = await chooseLife(services.steps);
  if (life === undefined) return;
  const claims = await askForClaims(before, services.steps);
  if (claims === undefined) return;
  const testKey =
    typeof key === 'string'
      ? await services.progress(t('Making a key…'), () => makeTestKey(key))
      : key;
  const token = await testKey.sign(withLife(claims, life, services.clock.now()));
  await inspector.show({ token, testKey });
}

/** Copies the public key that a test token is checked with, as a JWK or in PEM. */
export async function copyPublicKey(services: Services): Promise<void> {
  const inspector = await services.inspector.open();
  const key = inspector.shown?.testKey;
  if (key === undefined) {
    await services.messages.info(
      t('Only of a test token that is shown, the public key is known here.'),
    );
    return;
  }
  const form = await services.steps.pick<string>({
    frame: { title: t('Copy Public Key'), step: 1, totalSteps: 1 },
    placeholder: t('In which form?'),
    rows: [
      { icon: 'json', label: 'JWK', value: JSON.stringify(key.publicJwk, undefined, 2) },
      { icon: 'file-code', label: 'PEM', value: key.publicPem },
    ],
  });
  if (form.kind !== 'value') return;
  await services.clipboard.copyText(form.value);
  services.messages.brief(t('Public key copied'));
  inspector.say(t('Public key copied'));
}

const title = (): string => t('Sign Test Token');

async function chooseKey(
  before: TestKey | undefined,
  steps: Steps,
): Promise<TestKey | TestAlgorithm | undefined> {
  const again: PickRow<TestKey | TestAlgorithm>[] =
    before === undefined
      ? []
      : [
          {
            icon: 'key',
            label: t('The same key again'),
            description: before.algorithm,
            value: before,
          },
        ];
  const result = await steps.pick<TestKey | TestAlgorithm>({
    frame: { title: title(), step: 1, totalSteps },
    placeholder: t('With which algorithm? A key is made for it, and discarded with the page.'),
    rows: [...again, ...testAlgorithms.map((label) => ({ icon: 'lock', label, value: label }))],
  });
  return result.kind === 'value' ? result.value : undefined;
}

async function chooseLife(steps: Steps): Promise<Life | undefined> {
  const result = await steps.pick<Life>({
    frame: { title: title(), step: 2, totalSteps },
    placeholder: t('How long should it be valid?'),
    rows: [
      { label: t('5 minutes'), value: 5 * minute },
      { label: t('1 hour'), value: hour },
      { label: t('1 day'), value: day },
      { label: t('Expired an hour ago'), value: -hour },
      { label: t('Without an end'), value: 'never' },
      { label: t('As the claims say'), value: 'claims' },
    ],
  });
  return result.kind === 'value' ? result.value : undefined;
}

async function askForClaims(before: Shown | undefined, steps: Steps): Promise<Values | undefined> {
  const payload = before && payloadOf(before.decoded);
  const result = await steps.text({
    frame: { title: title(), step: 3, totalSteps },
    prompt: t('The claims, as JSON.'),
    value: JSON.stringify(
      payload === undefined
        ? { iss: 'https://issuer.example', sub: 'test', aud: 'https://service.example' }
        : plain(payload),
    ),
    secret: false,
    mayHoldSecret: true,
    normalize: (text) => text.trim(),
    check: (text) => {
      const claims = readTestClaims(text);
      return typeof claims === 'string' ? { severity: 'error', message: claims } : undefined;
    },
  });
  if (result.kind !== 'value') return undefined;
  const claims = readTestClaims(result.value);
  return typeof claims === 'string' ? undefined : claims;
}

/** Claims with the times of a life; those that contradict it give way. */
function withLife(claims: Values, life: Life, now: number): Values {
  if (life === 'claims') return claims;
  const others = Object.fromEntries(
    Object.entries(claims).filter(([name]) => !['exp', 'iat', 'nbf'].includes(name)),
  );
  const seconds = Math.floor(now / 1000);
  if (life === 'never') return { ...others, iat: seconds };
  const end = seconds + life / 1000;
  // Whatever has ended was issued before.
  return { ...others, iat: Math.min(seconds, end - hour / 1000), exp: end };
}
