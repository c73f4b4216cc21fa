import { RegistryError } from '../../../core/errors.ts';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';

/** The `exec` part of a kubeconfig user. */
export interface Plugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What the kubeconfig's author says about getting the program. */
  readonly installHint: string | undefined;
  readonly wantsTerminal: boolean;
  readonly wantsCluster: boolean;
}

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** Reads the `exec` part of a user. Rejects with `invalid-input` for what kubectl refuses, too. */
export function readPlugin(value: unknown, context: string): Plugin {
  const { apiVersion, command, args, env, installHint, interactiveMode, provideClusterInfo } =
    isObject(value) ? value : {};
  if (typeof command !== 'string' || command === '') {
    throw invalid(t('The credential plugin of the context “{0}” has no command.', context));
  }
  if (typeof apiVersion !== 'string' || !versions.includes(apiVersion)) {
    throw invalid(
      t(
        'The credential plugin “{0}” of the context “{1}” speaks a version that is not known here: {2}.',
        command,
        context,
        typeof apiVersion === 'string' ? apiVersion : t('none'),
      ),
    );
  }
  const modes = ['Never', 'IfAvailable', 'Always'];
  const isOld = apiVersion.endsWith('/v1beta1');
  if (!modes.includes(String(interactiveMode)) && !(isOld && interactiveMode === undefined)) {
    throw invalid(
      t(
        'The credential plugin “{0}” of the context “{1}” needs an interactiveMode: Never, IfAvailable or Always.',
        command,
        context,
      ),
    );
  }
  return {
    apiVersion,
    command,
    args: Array.isArray(args) ? args.map(String) : [],
    env: Object.fromEntries(
      (Array.isArray(env) ? env : [])
        .filter(isObject)
        .map(({ name, value: text }) => [String(name), String(text)]),
    ),
    installHint: typeof installHint === 'string' ? installHint : undefined,
    wantsTerminal: interactiveMode === 'Always',
    wantsCluster: provideClusterInfo === true,
  };
}

const invalid = (message: string) =>
  new RegistryError('invalid-input', message, { repair: 'retry' });
