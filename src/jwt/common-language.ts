import { t } from '../core/l10n.ts';
import type { TokenLanguage } from '../core/token-language.ts';
import { memberOf, textOf, textsOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import { commonMeaning, rareHeaderMeaning } from './common-meanings.ts';
import { member } from './decoded.ts';

/** What claims say that any issuer writes in the same way. */
export const commonLanguage: TokenLanguage = {
  who: ({ htm, htu }) => {
    const [method, address] = [htm, htu].map(textOf);
    return method === undefined || address === undefined
      ? undefined
      : t('whoever holds its key, for {0} {1}', visible(method, 20), visible(address, 80));
  },
  meaning: commonMeaning,
  headerMeaning: rareHeaderMeaning,
  lines: (name, claims) => {
    const value = member(claims, name);
    switch (name) {
      case 'act':
        return actorsIn(value).map((who) => t('through {0}', who));
      case 'may_act':
        return actorsIn(value);
      case 'cnf':
        return confirmationLines(value);
      case 'amr':
        return methodLines(value);
      default:
        return undefined;
    }
  },
};

/** Who acts for the subject, and for whom those act: a chain (RFC 8693 §4.1). */
function actorsIn(actor: unknown): readonly string[] {
  const actors: string[] = [];
  let within = actor;
  while (within !== undefined && actors.length < 8) {
    const who = textOf(memberOf(within, 'sub')) ?? textOf(memberOf(within, 'client_id'));
    if (who !== undefined) actors.push(visible(who, 80));
    within = memberOf(within, 'act');
  }
  return actors;
}

/** What a token is bound to: without the key, whoever finds it cannot use it (RFC 7800 §3). */
function confirmationLines(confirmation: unknown): readonly string[] {
  const text = (name: string): string | undefined => {
    const value = textOf(memberOf(confirmation, name));
    return value === undefined ? undefined : visible(value, 60);
  };
  const [thumbprint, certificate, id] = ['jkt', 'x5t#S256', 'kid'].map(text);
  return [
    ...(thumbprint === undefined
      ? []
      : [t('bound to the key with the thumbprint {0}', thumbprint)]),
    ...(certificate === undefined
      ? []
      : [t('bound to the certificate with the fingerprint {0}', certificate)]),
    ...(id === undefined ? [] : [t('bound to the key {0}', id)]),
    ...(memberOf(confirmation, 'jwk') === undefined
      ? []
      : [t('bound to the key that stands here')]),
  ];
}

/** How the person signed in (RFC 8176 §2). */
const methodLines = (methods: unknown): readonly string[] =>
  textsOf(methods).map((method) => methodText(method) ?? visible(method, 40));

function methodText(method: string): string | undefined {
  switch (method) {
    case 'pwd':
      return t('with a password');
    case 'pin':
      return t('with a PIN');
    case 'mfa':
      return t('with more than one factor');
    case 'otp':
      return t('with a one-time code');
    case 'hwk':
      return t('with a key in hardware');
    case 'swk':
      return t('with a key in software');
    case 'fpt':
    case 'face':
    case 'iris':
    case 'vbm':
      return t('with a part of the body');
    case 'sms':
    case 'tel':
      return t('with a call or a message');
    case 'sc':
      return t('with a smart card');
    case 'rsa':
      return t('with a key or certificate');
    case 'kba':
      return t('with answers to questions');
    case 'wia':
      return t('with the sign-in of Windows');
    case 'user':
      return t('with a test of presence');
    default:
      return undefined;
  }
}
