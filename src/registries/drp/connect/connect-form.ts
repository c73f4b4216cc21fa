import { t } from '../../../core/l10n.ts';
import type { Field, FormValues, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import { addressWithout, checkAddress } from '../../shared/address.ts';
import { tokenInPaste } from '../../shared/pasted.ts';
import { connect, probeServer } from './connect.ts';

/** The steps of Add Account: where, who, and a password or a token. */
export const connectFields = (): readonly Field[] => [
  {
    id: 'url',
    type: 'text',
    title: t('Address'),
    prompt: t('The API address of the DRP endpoint; its port is usually 8092'),
    placeholder: 'https://drp.example.com:8092',
    normalize: baseUrl,
    check: checkAddress,
    verify: (_values, connection, signal) => probeServer(connection, signal),
  },
  {
    id: 'user',
    type: 'text',
    signIn: true,
    title: t('User'),
    prompt: t('The user name. A token does not say whose it is, so it is needed either way.'),
    placeholder: 'rocketskates',
    check: checkUser,
  },
  {
    id: 'method',
    type: 'choice',
    signIn: true,
    title: t('Sign-in'),
    prompt: t('With what do you sign in?'),
    choices: () => [
      {
        value: 'password',
        label: t('Password'),
        detail: t('Renews itself silently when its session ends.'),
      },
      {
        value: 'token',
        label: t('Token'),
        detail: t('Grants no more than the token does, and ends with it.'),
      },
    ],
  },
  {
    id: 'password',
    type: 'secret',
    signIn: true,
    title: t('Password'),
    prompt: t('The password of the user. Colons and spaces in it are fine.'),
    when: (values) => text(values, 'method') !== 'token',
    // Nothing is trimmed: spaces may belong to it.
    normalize: (typed) => typed,
    verify: verifySignIn,
  },
  {
    id: 'token',
    type: 'secret',
    signIn: true,
    title: t('Token'),
    prompt: t('A token of the user, as drpcli users token or RS_TOKEN has it'),
    when: (values) => text(values, 'method') === 'token',
    normalize: normalizeToken,
    check: checkToken,
    verify: verifySignIn,
  },
];

async function verifySignIn(
  ...[, connection, signal]: Parameters<NonNullable<Field['verify']>>
): Promise<Remark | undefined> {
  const { remarks } = await connect(connection, signal);
  return remarks.length === 0 ? undefined : { severity: 'warning', message: remarks.join(' ') };
}

/** Pages of the server's own that people paste; none is part of the base address. */
const page = /\/(?:api\/v3|swagger-ui|swagger\.json|ui|ux)(?:\/.*)?$/;

/** The address as it is kept; what is none stays as it was typed, to be judged. */
export const baseUrl = (typed: string): string => addressWithout(typed, page);

/** Names begin with letters and have at least two characters (docs/registries/drp.md §2.1). */
function checkUser(name: string): Remark | undefined {
  if (/[:/]/.test(name)) {
    return { severity: 'error', message: t('A user name contains neither a colon nor a slash.') };
  }
  return /^\p{L}[- @_.\p{N}\p{L}]+$/u.test(name)
    ? undefined
    : {
        severity: 'warning',
        message: t(
          'Names of DRP users begin with a letter, have at least 2 characters, and of signs only - @ _ . and spaces.',
        ),
      };
}

/** A token out of what was pasted: as elsewhere, and without drpcli's variable. */
export const normalizeToken = (typed: string): string =>
  tokenInPaste(typed.trim().replace(/^(?:export\s+)?RS_TOKEN=/, ''));

function checkToken(token: string): Remark | undefined {
  if (token.includes(':')) {
    return {
      severity: 'error',
      message: t('This looks like a user name with a password. Go back and choose Password.'),
    };
  }
  return /^[\w.=+/-]+$/.test(token)
    ? undefined
    : { severity: 'error', message: t('Tokens consist of letters, digits and - _ . = only.') };
}

/** What the wizard starts with for an account that exists. */
export const valuesOf = ({ url, userName }: { url: string; userName: string }): FormValues => ({
  url,
  user: userName,
});
