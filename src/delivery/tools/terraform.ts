import { t } from '../../core/l10n.ts';
import { credentialsIn, terraformFile, withCredentials } from '../logins/tools/terraform.ts';
import { notUnderstood } from './not-understood.ts';
import type { SetupTool } from './tool.ts';

/** Terraform and OpenTofu: the token of the host, in the file of `terraform login`. */
export const terraform: SetupTool = {
  id: 'terraform',
  name: () => 'Terraform',
  format: 'terraform',
  loginTool: 'terraform',
  consequence: ({ repository }) =>
    t(
      'Terraform logs in to {0} with it then, for modules and providers whose source is there; it needs HTTPS.',
      new URL(repository.url).host,
    ),
  files: ({ repository }, environment) => {
    const file = terraformFile(environment);
    const { host } = new URL(repository.url);
    return [
      {
        file,
        hasSecret: true,
        change: (text, secret) => {
          const credentials = credentialsIn(text);
          if (credentials === undefined) throw notUnderstood(file);
          const written = withCredentials(text, host, secret);
          const isOther = Object.hasOwn(credentials, host) && written !== text;
          return { text: written, replaced: isOther ? [host] : [] };
        },
      },
    ];
  },
  // Its documentation of the CLI configuration: dots become underscores, hyphens two of them.
  fromEnvironment: ({ repository }) => {
    const { hostname } = new URL(repository.url);
    const name = hostname.replaceAll('-', '__').replaceAll('.', '_');
    return { variable: `TF_TOKEN_${name}` };
  },
};
