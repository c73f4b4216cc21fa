import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { Decoded } from '../../jwt/decoded.ts';
import { member } from '../../jwt/decoded.ts';
import { explain } from '../../jwt/explain.ts';
import { decryptSecret } from '../../jwt/of-secret.ts';
import { wantsPrivateKey } from '../../jwt/private-key.ts';
import type { Shown, Subject } from '../inspector/inspector.ts';
import { openKeyFile } from '../inspector/key-file.ts';
import type { Services } from '../services.ts';
import { shownToken } from './decode.ts';

/**
 * Decrypts the token that is shown with a key of the person's, and shows what was in it. Neither
 * the key nor the content is kept.
 */
export async function decryptToken(services: Services): Promise<void> {
  const inspector = await services.inspector.open();
  const shown = await shownToken(services);
  if (shown === undefined) return;
  const { decoded, token } = shown;
  if (decoded.kind !== 'encrypted') {
    await services.messages.info(t('This token is not encrypted.'));
    return;
  }
  const key = await askForKey(wantsPrivateKey(member(decoded.header.values, 'alg')), services);
  if (key === undefined) return;
  const opened = await services.progress(t('Decrypting…'), () => decryptSecret(token, key));
  switch (opened.state) {
    case 'failed':
      await services.messages.warn(opened.message);
      return;
    case 'content':
      await inspector.show({ ...named(shown), content: opened.decoded });
      break;
    case 'token':
      await inspector.show({ token: opened.token, wrapping: wrappingOf(decoded) });
  }
  inspector.say(t('Decrypted'));
}

/** The token by the name that it has in the tree; else what is in it tells its name. */
const named = ({ token, title, record, account }: Shown): Subject => ({
  token,
  ...(record === undefined ? {} : { record, title }),
  ...(account === undefined ? {} : { account }),
});

const wrappingOf = (decoded: Decoded) => ({
  title: t('Header of the encrypted token'),
  rows: explain(decoded, { now: 0, languages: [] }).header,
});

/** The key, entered or from a file; `undefined` when the person changed their mind. */
async function askForKey(isPrivate: boolean, services: Services): Promise<Secret | undefined> {
  const title = t('Decrypt Token');
  for (;;) {
    const way = await services.steps.pick<'enter' | 'file'>({
      frame: { title, step: 1, totalSteps: 2 },
      placeholder: t('With which key?'),
      rows: [
        {
          icon: 'lock',
          label: isPrivate ? t('Paste a private key…') : t('Secret or password…'),
          detail: t('Masked, and not kept'),
          value: 'enter',
        },
        {
          icon: 'file',
          label: isPrivate ? t('Private key from a file…') : t('Secret or password from a file…'),
          detail: isPrivate
            ? t('PEM, DER or JWK, without a passphrase')
            : t('Its whole content, without the line break at the end'),
          value: 'file',
        },
      ],
    });
    if (way.kind !== 'value') return undefined;
    const key =
      way.value === 'file'
        ? await fromFile(title, services)
        : await entered(title, isPrivate, services);
    if (key !== 'back') return key;
  }
}

async function fromFile(title: string, services: Services): Promise<Secret | 'back'> {
  const file = await openKeyFile(title, services);
  if (file === undefined) return 'back';
  const { bytes } = file;
  // DER begins as every SEQUENCE does.
  return new Secret(
    bytes[0] === 0x30 ? bytes.toString('base64') : bytes.toString().replace(/\r?\n$/, ''),
  );
}

async function entered(
  title: string,
  isPrivate: boolean,
  { steps }: Services,
): Promise<Secret | 'back' | undefined> {
  const result = await steps.text({
    frame: { title, step: 2, totalSteps: 2 },
    prompt: isPrivate
      ? t('The private key: PEM, DER in base64, JWK or key set.')
      : t('The secret or password: text, base64, hexadecimal or a JWK.'),
    value: '',
    secret: true,
    normalize: (text) => text,
    check: (text) =>
      text === '' ? { severity: 'error', message: t('Please enter the key.') } : undefined,
  });
  if (result.kind === 'value') return new Secret(result.value);
  return result.kind === 'back' ? 'back' : undefined;
}
