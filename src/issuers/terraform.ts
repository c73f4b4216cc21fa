import { t } from '../core/l10n.ts';
import { issuerLanguage, said } from './language.ts';

/** Workload identity tokens of runs. */
export const terraform = issuerLanguage({
  name: 'HCP Terraform',
  who: ({ terraform_organization_name: organization, terraform_workspace_name: workspace }) => {
    const [owner, name] = [organization, workspace].map(said);
    return owner === undefined || name === undefined
      ? undefined
      : t('a run of the workspace {0}', `${owner}/${name}`);
  },
  meanings: {
    terraform_full_workspace: () => t('the workspace, and the phase of its run'),
    terraform_organization_id: () => t('the id of the organization'),
    terraform_organization_name: () => t('the organization'),
    terraform_project_id: () => t('the id of the project'),
    terraform_project_name: () => t('the project'),
    terraform_run_id: () => t('the run'),
    terraform_run_phase: () => t('whether the run plans or applies'),
    terraform_workspace_id: () => t('the id of the workspace'),
    terraform_workspace_name: () => t('the workspace'),
  },
});
