import { t } from '../../../core/l10n.ts';
import type { Field, Remark } from '../../contract/form.ts';
import { addressWithout, checkAddress } from '../../shared/address.ts';
import { tokenInPaste } from '../../shared/pasted.ts';
import { howToGetOne } from '../client/how-to-get-one.ts';
import { connect } from './connect.ts';
import { checkApiToken } from './credential.ts';
import { probe } from './probe.ts';

/** The steps of Add Account: where, and with which API token. */
export const connectFields = (): readonly Field[] => [
  {
    id: 'url',
    type: 'text',
    title: t('Address'),
    prompt: t('The address of the Quay registry, as in the browser'),
    placeholder: 'https://quay.io',
    initial: () => 'https://quay.io',
    normalize: baseUrl,
    check: checkAddress,
    verify: (_values, connection, signal) => probe(connection, signal),
  },
  {
    id: 'token',
    type: 'secret',
    signIn: true,
    title: t('API token'),
    prompt: t(
      'An OAuth API token with the scopes {0} and {1}. {2}',
      'user:admin',
      'org:admin',
      howToGetOne(),
    ),
    onPage: true,
    normalize: tokenInPaste,
    check: checkApiToken,
    verify: async (_values, connection, signal): Promise<Remark | undefined> => {
      const { remarks } = await connect(connection, signal);
      return remarks.length === 0 ? undefined : { severity: 'warning', message: remarks.join(' ') };
    },
  },
];

/** Pages of the web interface, whose addresses people paste; none is part of the base address. */
const page = /\/(?:repository|organization|user|signin|overview|search|tutorial)(?:\/.*)?$/;

/** The address as it is kept; what is none stays as it was typed, to be judged. */
const baseUrl = (text: string): string => addressWithout(text, page);
