import { join } from 'node:path';
import { isObject } from '../../../core/is-object.ts';
import { appData } from '../../config-home.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { type TextLogin, textTool } from './text-tool.ts';

/** Terraform and OpenTofu: tokens by host, in the file of `terraform login`. */
export const terraform = textTool({
  id: 'terraform',
  name: () => 'Terraform',
  files: (environment) => [terraformFile(environment)],
  read: (text) =>
    Object.entries(credentialsIn(text) ?? {}).flatMap(([host, entry]): TextLogin[] => {
      const token = isObject(entry) ? entry['token'] : undefined;
      if (typeof token !== 'string') return [];
      const whole = { from: 0, to: text.length };
      return [
        {
          host,
          secret: token,
          put: (_, secret) => [{ ...whole, text: withCredentials(text, host, secret) }],
          remove: [{ ...whole, text: withCredentials(text, host, undefined) }],
        },
      ];
    }),
});

/** Where `terraform login` writes. */
export const terraformFile = (environment: DockerEnvironment): string =>
  environment.platform === 'win32'
    ? join(appData(environment), 'terraform.d', credentialsFile)
    : join(environment.home, '.terraform.d', credentialsFile);

const credentialsFile = 'credentials.tfrc.json';

/** The logins of a text, each as it stands there; `undefined` for what is no such file. */
export function credentialsIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const json = parse(text);
  const credentials = json?.['credentials'] ?? {};
  return json !== undefined && isObject(credentials) ? credentials : undefined;
}

/** The text with the token of a host, or without its login; everything else as it was. */
export function withCredentials(text: string, host: string, token: string | undefined): string {
  const json = parse(text) ?? {};
  const others = Object.entries(credentialsIn(text) ?? {}).filter(
    ([name]) => token !== undefined || name !== host,
  );
  const credentials = {
    ...Object.fromEntries(others),
    ...(token === undefined ? {} : { [host]: { token } }),
  };
  const indent = /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return `${JSON.stringify({ ...json, credentials }, undefined, indent)}\n`;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
