import { t } from '../../../core/l10n.ts';
import { parseBaseUrl } from '../../../net/http/url.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Choice, Connect, Field, Remark } from '../../contract/form.ts';
import { checkAddress } from '../../shared/address.ts';
import { contextChoices } from '../../shared/context-choices.ts';
import { accountFields } from '../actions/account-fields.ts';
import { probe } from '../client/token-endpoint.ts';
import { rokContext } from '../context.ts';
import { usual } from './options.ts';

/** The steps of Add Account: which cluster, where in it, which address, who. */
export function connectFields(): readonly Field[] {
  return [
    {
      id: 'context',
      type: 'choice',
      title: t('Kubernetes context'),
      prompt: t('The context of your kubeconfig that leads to the cluster of the registry'),
      choices: async (_values, _signal, connect) => contextsOf(connect),
    },
    {
      id: 'namespace',
      type: 'text',
      title: t('Namespace'),
      prompt: t('The namespace in which the registry runs'),
      initial: () => usual.namespace,
      check: checkName,
    },
    {
      id: 'service',
      type: 'text',
      title: t('Service'),
      prompt: t('The service that leads to the pod of the registry'),
      initial: () => usual.service,
      check: checkName,
    },
    {
      id: 'url',
      type: 'text',
      title: t('Address'),
      prompt: t('The base address of the registry with its path, as in the browser'),
      placeholder: 'https://cluster.example.com/registry',
      normalize: baseUrl,
      check: checkAddress,
      verify: async (_values, connection, signal) => {
        await probe(connection, signal);
        return undefined;
      },
    },
    ...accountFields({
      id: 'user',
      title: t('User name'),
      prompt: t('Your own user name in the registry: after the @ on its web page'),
      directoryOf: (connection: Connection) => rokContext(connection).directory,
    }),
  ];
}

async function contextsOf(connect: Connect | undefined): Promise<readonly Choice[]> {
  const connection = await connect?.();
  const kubernetes = await connection?.kubernetes?.();
  return kubernetes === undefined ? [] : contextChoices(kubernetes);
}

/** Names of namespaces and services (RFC 1123 labels). */
function checkName(name: string): Remark | undefined {
  return /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)
    ? undefined
    : {
        severity: 'error',
        message: t('Lower-case letters, digits and hyphens, at most 63; no hyphen at the ends.'),
      };
}

/** The address as it is kept: with its path, without that of the token itself. */
function baseUrl(text: string): string {
  const parsed = parseBaseUrl(text);
  return parsed.type === 'problem'
    ? text.trim()
    : parsed.url.replace(/\/auth(?:\/v1(?:\/token)?)?$/, '');
}
