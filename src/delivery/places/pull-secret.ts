import { t } from '../../core/l10n.ts';
import type { Facts, PlaceKind } from './place.ts';

/** A Secret of a cluster with logins for pulling images. */
export interface PullSecretPlace {
  readonly context: string;
  readonly namespace: string;
  readonly secret: string;
  readonly host: string;
}

/** One host in one pull secret of one namespace of one context. */
export const pullSecret: PlaceKind = {
  id: 'pull-secret',
  single: true,
  describe: ({ context = '', namespace = '', secret = '' }, when) =>
    t('pull secret {0} in the namespace {1} of “{2}” {3}', secret, namespace, context, when),
};

export const pullSecretFacts = ({ context, namespace, secret, host }: PullSecretPlace): Facts => ({
  context,
  namespace,
  secret,
  host,
});

/** The place that facts were made of; what is missing in a damaged file is empty. */
export const pullSecretOf = ({
  context = '',
  namespace = '',
  secret = '',
  host = '',
}: Facts): PullSecretPlace => ({ context, namespace, secret, host });
