import { t } from '../core/l10n.ts';
import { issuerLanguage, said } from './language.ts';

/** Tokens of workflow runs. */
export const githubActions = issuerLanguage({
  name: 'GitHub Actions',
  who: ({ repository, ref, environment }) => {
    const [where, branch, to] = [repository, ref, environment].map(said);
    if (where === undefined) return undefined;
    if (to !== undefined) return t('a workflow of {0} for the environment {1}', where, to);
    return branch === undefined
      ? t('a workflow of {0}', where)
      : t('a workflow of {0} on {1}', where, branch);
  },
  meanings: {
    actor: () => t('who started the run'),
    actor_id: () => t('the id of who started the run'),
    base_ref: () => t('the branch that a pull request goes to'),
    check_run_id: () => t('the job’s check run'),
    enterprise: () => t('the enterprise'),
    environment: () => t('the environment that the job deploys to'),
    event_name: () => t('what started the run'),
    head_ref: () => t('the branch that a pull request comes from'),
    job_workflow_ref: () => t('the reusable workflow of the job, and its version'),
    ref: () => t('the branch or tag of the run'),
    ref_protected: () => t('whether the branch is protected'),
    ref_type: () => t('whether it is a branch or a tag'),
    repository: () => t('the repository'),
    repository_id: () => t('the id of the repository, which stays when it is renamed'),
    repository_owner: () => t('the owner of the repository'),
    repository_owner_id: () => t('the id of the owner'),
    repository_visibility: () => t('who can see the repository'),
    run_attempt: () => t('which attempt of the run'),
    run_id: () => t('the run'),
    run_number: () => t('the number of the run'),
    runner_environment: () => t('whose machine ran the job'),
    sha: () => t('the commit'),
    workflow: () => t('the name of the workflow'),
    workflow_ref: () => t('the file of the workflow, and its version'),
    workflow_sha: () => t('the commit of the workflow’s file'),
  },
});
