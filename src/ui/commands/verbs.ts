import { t } from '../../core/l10n.ts';
import type { OperationVerb } from '../../registries/contract/action.ts';
import { operate, type VerbWords } from '../actions/operate.ts';
import type { Services } from '../services.ts';

/** Runs one of the operations that adapters declare. */
export async function run(
  verb: OperationVerb,
  row: unknown,
  services: Services,
  selected?: unknown,
): Promise<void> {
  await operate(verb, wordsOf(verb), row, services, selected);
}

function wordsOf(verb: OperationVerb): VerbWords {
  switch (verb) {
    case 'issue':
      return {
        title: t('Issue Token'),
        button: t('Issue'),
        progress: (label) => t('Issuing a token for {0}…', label),
      };
    case 'createRobot':
      return {
        title: t('Create Robot'),
        button: t('Create'),
        progress: (label) => t('Creating a robot in {0}…', label),
      };
    case 'exchange':
      return {
        title: t('Exchange OIDC Token'),
        button: t('Exchange'),
        progress: (label) => t('Exchanging a token for {0}…', label),
      };
    case 'regenerate':
      return {
        title: t('Regenerate Token'),
        button: t('Regenerate'),
        progress: (label) => t('Regenerating the token of {0}…', label),
      };
    case 'refresh':
      return {
        title: t('Refresh Token'),
        button: t('Refresh'),
        progress: (label) => t('Refreshing {0}…', label),
      };
    case 'addIssuer':
      return {
        title: t('Add Keyless Issuer'),
        button: t('Add'),
        progress: (label) => t('Adding an issuer to {0}…', label),
      };
    case 'removeIssuer':
      return {
        title: t('Remove Keyless Issuer'),
        button: t('Remove'),
        progress: (label) => t('Removing {0}…', label),
      };
    case 'revoke':
      return {
        title: t('Revoke Token'),
        button: t('Revoke'),
        progress: (label) => t('Revoking {0}…', label),
      };
    case 'revokeValue':
      return {
        title: t('Revoke a Token by Its Text'),
        button: t('Revoke'),
        progress: (label) => t('Revoking a token of {0}…', label),
      };
    case 'pair':
      return {
        title: t('Request Pairing Token'),
        button: t('Request'),
        progress: (label) => t('Requesting a pairing token ({0})…', label),
      };
    case 'delete':
      return {
        title: t('Delete Robot'),
        button: t('Delete'),
        progress: (label) => t('Deleting {0}…', label),
      };
  }
}
