import { t } from '../../../core/l10n.ts';
import { listedFrom } from '../actions/thresholds.ts';
import type { TokensApi } from '../client/tokens-api.ts';
import { tokenRows } from '../rows/tokens.ts';
import type { Generation } from './generation.ts';
import { heldRows } from './legacy/held-rows.ts';
import { legacyIssueForm, legacyRequest } from './legacy/issue-form.ts';

/**
 * Platforms before 7.21.1: Artifactory's own tokens, and few words about them
 * (docs/registries/jfrog.md §2.8).
 */
export const legacyGeneration = (tokens: TokensApi): Generation => ({
  tokens,
  fate: (facts, { seconds, refreshable }) => ({
    // Whether short ones are listed is not known: this machine remembers them in any case.
    listed:
      facts?.isAdmin === true &&
      (seconds === undefined || refreshable === true || seconds >= listedFrom),
    revocable: true,
  }),
  issueForm: legacyIssueForm,
  request: legacyRequest,
  rows: (ports, facts, group, userName, signal) =>
    facts.isAdmin
      ? tokenRows({ ...ports, tokens }, facts, group, userName, signal)
      : heldRows(ports, facts, group),
  proof: {
    paths: ['/artifactory/api/system/version'],
    remark: () => t('Artifactory accepts it as a sign-in; this server says nothing more about it.'),
    unsigned: () =>
      t(
        'Not checked: this server shows its root certificate, if at all, to tokens of its Access service alone.',
      ),
  },
  noRevokeByValue: () => undefined,
  remarks: ({ version, isAdmin }) => [
    isAdmin
      ? t(
          'JFrog {0} is older than 7.21.1 and is served through its former token API: it has no descriptions, reference tokens or projects, and tells little of its tokens.',
          version?.join('.') ?? '',
        )
      : t(
          'JFrog {0} is older than 7.21.1 and is served through its former token API: it has no descriptions, reference tokens or projects, lists tokens to admins only, and by default lets others issue tokens for one hour at most.',
          version?.join('.') ?? '',
        ),
  ],
});
