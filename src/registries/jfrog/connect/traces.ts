import type { Traces } from '../../contract/found-account.ts';

/** Names a folder with the CLI's configuration, in the place of `~/.jfrog`. */
export const cliHome = 'JFROG_CLI_HOME_DIR';

/** The CLI's configuration, the newest form first. */
export const cliFiles: readonly string[] = ['jfrog-cli.conf.v6', 'jfrog-cli.conf.v5'];

/** Where JFrog's other tools leave their sign-ins (docs/registries/jfrog.md §1.3). */
export const traces: Traces = {
  variables: ['JFROG_IDE_URL', 'JFROG_IDE_PLATFORM_URL', cliHome],
  homeFiles: cliFiles.map((file) => `.jfrog/${file}`),
};
