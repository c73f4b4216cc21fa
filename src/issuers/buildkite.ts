import { t } from '../core/l10n.ts';
import { issuerLanguage, said } from './language.ts';

/** Tokens of jobs. */
export const buildkite = issuerLanguage({
  name: 'Buildkite',
  who: ({ organization_slug: organization, pipeline_slug: pipeline, build_branch: branch }) => {
    const [owner, name, on] = [organization, pipeline, branch].map(said);
    if (owner === undefined || name === undefined) return undefined;
    const where = `${owner}/${name}`;
    return on === undefined ? t('a job of {0}', where) : t('a job of {0} on {1}', where, on);
  },
  meanings: {
    agent_id: () => t('the agent that runs the job'),
    build_branch: () => t('the branch of the build'),
    build_commit: () => t('the commit'),
    build_number: () => t('the number of the build'),
    build_source: () => t('what started the build'),
    build_tag: () => t('the tag of the build'),
    cluster_id: () => t('the cluster of agents'),
    job_id: () => t('the job'),
    organization_slug: () => t('the organization'),
    pipeline_slug: () => t('the pipeline'),
    queue_key: () => t('the queue of the job'),
    runner_environment: () => t('whose machine ran the job'),
    step_key: () => t('the step'),
  },
});
