import { t } from '../core/l10n.ts';
import { issuerLanguage, said } from './language.ts';

/** Tokens of CI jobs. */
export const gitlabCi = issuerLanguage({
  name: 'GitLab CI',
  who: ({ project_path: project, ref }) => {
    const [where, branch] = [project, ref].map(said);
    if (where === undefined) return undefined;
    return branch === undefined
      ? t('a job of {0}', where)
      : t('a job of {0} on {1}', where, branch);
  },
  meanings: {
    ci_config_ref_uri: () => t('the file of the pipeline, and its version'),
    ci_config_sha: () => t('the commit of the pipeline’s file'),
    deployment_tier: () => t('the tier that the job deploys to'),
    environment: () => t('the environment that the job deploys to'),
    environment_protected: () => t('whether the environment is protected'),
    groups_direct: () => t('groups that the user is a direct member of'),
    job_id: () => t('the job'),
    job_namespace_path: () => t('the group or user in whose project the job runs'),
    job_project_path: () => t('the project that the job runs in'),
    job_source: () => t('what started the job'),
    user_identities: () => t('who started the job, at other sign-ins'),
    namespace_id: () => t('the id of the group or user that owns the project'),
    namespace_path: () => t('the group or user that owns the project'),
    pipeline_id: () => t('the pipeline'),
    pipeline_source: () => t('what started the pipeline'),
    project_id: () => t('the id of the project'),
    project_path: () => t('the project'),
    project_visibility: () => t('who can see the project'),
    ref: () => t('the branch or tag of the job'),
    ref_path: () => t('the branch or tag in full'),
    ref_protected: () => t('whether the branch is protected'),
    ref_type: () => t('whether it is a branch or a tag'),
    runner_environment: () => t('whose machine ran the job'),
    runner_id: () => t('the runner'),
    sha: () => t('the commit'),
    user_access_level: () => t('what the user is in the project'),
    user_email: () => t('the e-mail address of who started the job'),
    user_id: () => t('the id of who started the job'),
    user_login: () => t('who started the job'),
  },
});
