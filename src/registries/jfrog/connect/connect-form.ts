import { systemClock } from '../../../core/clock.ts';
import { t } from '../../../core/l10n.ts';
import type { Choice, Field, FormValues, Remark } from '../../contract/form.ts';
import { secret, text } from '../../contract/form-values.ts';
import { checkAddress } from '../../shared/address.ts';
import { tokenInPaste } from '../../shared/pasted.ts';
import { platformUrl } from './address.ts';
import { startBrowserLogin } from './browser-login.ts';
import { connect } from './connect.ts';
import { checkSignIn } from './credential.ts';
import { startOwnToken } from './own-token.ts';
import { startPasswordLogin } from './password-login.ts';
import { probe } from './probe.ts';

/** The steps of Add Account: where, and how to sign in. */
export const connectFields = (): readonly Field[] => [
  urlField(),
  methodField(),
  ...signInFields(),
  ...takenFields(),
];

function urlField(): Field {
  return {
    id: 'url',
    type: 'text',
    title: t('Address'),
    prompt: t('Any address of the platform, as in the browser'),
    placeholder: 'https://acme.jfrog.io',
    normalize: platformUrl,
    check: checkAddress,
    verify: (_values, connection, signal) => probe(connection, signal),
  };
}

function methodField(): Field {
  return {
    id: 'method',
    type: 'choice',
    signIn: true,
    title: t('Sign-in'),
    prompt: t('How do you want to sign in?'),
    choices: (): readonly Choice[] => [
      {
        value: 'browser',
        label: t('In the browser'),
        detail: t('With a code to compare. JFrog 7.64 or newer.'),
      },
      {
        value: 'token',
        label: t('With a token'),
        detail: t('An access token, or an identity (reference) token of your profile page.'),
      },
      {
        value: 'password',
        label: t('With user name and password'),
        detail: t('Exchanged for a token and not kept; before JFrog 7.21.1 kept, if you agree.'),
      },
    ],
  };
}

const chose = (method: string) => (values: FormValues) => text(values, 'method') === method;

function signInFields(): readonly Field[] {
  return [
    {
      id: 'token',
      type: 'secret',
      signIn: true,
      title: t('Token'),
      prompt: t(
        'An access token or an identity token: in JFrog, your name → Edit Profile → Generate an Identity Token.',
      ),
      when: chose('token'),
      onPage: true,
      normalize: tokenInPaste,
      check: (typed) => checkSignIn(typed, systemClock.now()),
      verify: async (_values, connection, signal): Promise<Remark | undefined> => {
        const { remarks } = await connect(connection, signal);
        return remarks.length === 0
          ? undefined
          : { severity: 'warning', message: remarks.join(' ') };
      },
    },
    {
      id: 'browser',
      type: 'external',
      signIn: true,
      title: t('Browser'),
      prompt: t('Opening the browser…'),
      when: chose('browser'),
      start: (_values, connection, signal) => startBrowserLogin(connection, signal),
    },
    {
      id: 'user',
      type: 'text',
      signIn: true,
      title: t('User name'),
      prompt: t('Your name in JFrog; an e-mail address is usually not it'),
      when: chose('password'),
    },
    {
      id: 'password',
      type: 'secret',
      signIn: true,
      title: t('Password'),
      prompt: t('It is sent to get a token. You are asked before it is kept.'),
      when: chose('password'),
      // A password may begin or end with a space.
      normalize: (typed) => typed,
    },
    {
      id: 'exchange',
      type: 'external',
      signIn: true,
      title: t('Token'),
      prompt: t('Asking for a token…'),
      when: chose('password'),
      start: (values, connection) => Promise.resolve(startPasswordLogin(connection, values)),
    },
    {
      id: 'keep',
      type: 'choice',
      signIn: true,
      forgets: true,
      title: t('Password'),
      prompt: t('This server is too old to exchange the password for a token.'),
      when: (values) => text(values, 'older') !== '',
      consent: true,
      choices: (values) => [
        {
          value: 'password',
          label: t('Keep the password'),
          detail: t(
            'In the secret storage of the editor; JFrog {0} is sent it with every request.',
            text(values, 'older'),
          ),
        },
      ],
    },
  ];
}

/** What is asked of a sign-in that was found in the CLI’s configuration, see `sources`. */
function takenFields(): readonly Field[] {
  const isEncrypted = (values: FormValues) => text(values, 'encrypted') !== '';
  return [
    {
      id: 'plain',
      type: 'secret',
      signIn: true,
      title: t('Password'),
      prompt: t(
        'Artifactory accepts the password as the JFrog CLI has stored it, but issues no token for it: the CLI usually stores it encrypted. Enter the password itself.',
      ),
      when: isEncrypted,
      normalize: (typed) => typed,
    },
    {
      id: 'plainExchange',
      type: 'external',
      signIn: true,
      title: t('Token'),
      prompt: t('Asking for a token…'),
      when: isEncrypted,
      start: (values, connection) => {
        const typed = { user: text(values, 'user'), password: secret(values, 'plain') };
        return Promise.resolve(startPasswordLogin(connection, typed));
      },
    },
    {
      id: 'sort',
      type: 'choice',
      signIn: true,
      forgets: true,
      title: t('Token'),
      prompt: t('The JFrog CLI will renew this token for itself, and it ends then.'),
      when: (values) => text(values, 'replaced') !== '',
      choices: (): readonly Choice[] => [
        {
          value: 'own',
          label: t('Issue a token for this account'),
          detail: t('With the CLI’s, which is not kept. It may do what you may, for a year.'),
        },
        {
          value: 'taken',
          label: t('Sign in with the CLI’s token'),
          detail: t('Until the CLI renews it; you are asked for a new sign-in then.'),
        },
      ],
    },
    {
      id: 'own',
      type: 'external',
      signIn: true,
      title: t('Token'),
      prompt: t('Asking for a token…'),
      when: (values) => text(values, 'sort') === 'own',
      start: (values, connection) => Promise.resolve(startOwnToken(connection, values)),
    },
  ];
}
