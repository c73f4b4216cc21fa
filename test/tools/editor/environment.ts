/**
 * Variables by which an outer editor, test runner or npm would steer the editor under test, or send
 * it to the logins of the person at this machine.
 */
const foreign =
  /^(VSCODE_|ELECTRON_|CODE_SERVER_|REGISTRY_TOKENS_|NODE_OPTIONS$|NODE_COMPILE_CACHE$|NODE_TEST_CONTEXT$|REGISTRY_AUTH_FILE$|DOCKER_AUTH_CONFIG$|HELM_|PASSWORD$|HASHED_PASSWORD$)/;

/**
 * The environment for an editor: that of this process without what would steer an editor by
 * accident.
 * @param extra variables to add; they win
 */
export function editorEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/**
 * Variables that give an editor under test a home of its own, so that neither a run sees the
 * files of the person at this machine nor the other way round.
 * @param directory an empty directory
 */
export function privateHome(directory: string): Record<string, string> {
  return {
    HOME: directory,
    USERPROFILE: directory,
    XDG_CONFIG_HOME: `${directory}/.config`,
    XDG_DATA_HOME: `${directory}/.local/share`,
    XDG_CACHE_HOME: `${directory}/.cache`,
    // It must be there: editors put their sockets into it.
    XDG_RUNTIME_DIR: directory,
    DOCKER_CONFIG: `${directory}/.docker`,
    KUBECONFIG: `${directory}/.kube/config`,
  };
}
