import { t } from '../../../core/l10n.ts';
import type { FormValues } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { type IssueDirectory, issueForm } from '../actions/issue-form.ts';
import { secondsOf } from '../actions/lifetimes.ts';
import { scopeOf } from '../actions/scope-fields.ts';
import { fateOf } from '../actions/thresholds.ts';
import type { DirectoryClient } from '../client/directory-client.ts';
import { type Facts, hasFeature, mustHave } from '../client/facts.ts';
import type { CreateRequest, TokensApi } from '../client/tokens-api.ts';
import { needsVersion } from '../client/version.ts';
import { tokenRows } from '../rows/tokens.ts';
import type { Generation } from './generation.ts';

/**
 * Platforms from 7.21.1 on: scoped tokens of the Access service (docs/registries/jfrog.md §2.1).
 */
export const scopedGeneration = (tokens: TokensApi): Generation => ({
  tokens,
  fate: (_facts, wish) => fateOf(wish),
  issueForm: async (ports, facts, frame, signal) => {
    const directory = facts.isAdmin ? await askDirectory(ports.directory, signal) : undefined;
    return issueForm(ports, facts, directory, frame);
  },
  request,
  rows: (ports, facts, group, userName, signal) =>
    tokenRows({ ...ports, tokens }, facts, group, userName, signal),
  proof: {
    // Older servers do not know `/me`, and newer ones not every token by it: Artifactory does.
    paths: ['/access/api/v1/tokens/me', '/artifactory/api/system/version'],
    unsigned: () =>
      t('Not checked: the platform does not show its root certificate to your sign-in.'),
  },
  noRevokeByValue: (facts) => {
    if (!facts.isAdmin) return t('Only admins may revoke a pasted token.');
    return hasFeature(facts, 'revokeByValue')
      ? undefined
      : needsVersion(facts.version, 'revokeByValue');
  },
  remarks,
});

async function askDirectory(
  directory: DirectoryClient,
  signal: AbortSignal,
): Promise<IssueDirectory> {
  const [users, groups, projects] = await Promise.all([
    directory.users(signal),
    directory.groups(signal),
    directory.projects(signal),
  ]);
  return { users, groups, projects };
}

function request(facts: Facts, values: FormValues): CreateRequest {
  const options = list(values, 'options');
  const lifetime = text(values, 'lifetime');
  const description = text(values, 'description');
  const audience = text(values, 'audience');
  const project = text(values, 'project');
  const subject = text(values, 'subject').toLowerCase();
  // Before it, 0 gave the default lifetime (docs/registries/jfrog.md §2.1).
  if (lifetime === 'never') mustHave(facts, 'never');
  if (options.includes('reference')) mustHave(facts, 'reference');
  if (options.includes('force')) mustHave(facts, 'forceRevocable');
  return {
    ...(subject === '' ? {} : { username: subject }),
    scope: scopeOf(values),
    expires_in: secondsOf(lifetime) ?? 0,
    ...(options.includes('refreshable') ? { refreshable: true } : {}),
    ...(options.includes('reference') ? { include_reference_token: true } : {}),
    ...(options.includes('force') ? { force_revocable: true } : {}),
    ...(description === '' ? {} : { description }),
    ...(audience === '' ? {} : { audience }),
    ...(project === '' ? {} : { project_key: project }),
  };
}

/** What an older platform lacks. */
function remarks(facts: Facts): readonly string[] {
  if (hasFeature(facts, 'me') || facts.version === undefined) return [];
  const version = facts.version.join('.');
  const lacking = [
    ...(hasFeature(facts, 'reference') ? [] : [t('reference tokens')]),
    ...(hasFeature(facts, 'never') ? [] : [t('tokens that never end')]),
    ...(hasFeature(facts, 'forceRevocable') ? [] : [t('short tokens made revocable')]),
  ];
  return [
    lacking.length === 0
      ? t('JFrog {0} is an older version; it works with what it has.', version)
      : t('JFrog {0} is an older version: it has no {1}.', version, lacking.join(', ')),
  ];
}
