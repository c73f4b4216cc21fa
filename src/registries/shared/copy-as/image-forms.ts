import type { TokenRecord } from '../../../core/token.ts';
import type { CopyForm, Variable } from '../../contract/registry.ts';
import { dockerConfig, dockerLogin } from './docker.ts';
import { imageEnvLines, imageVariables } from './env.ts';
import { basicHeader } from './headers.ts';
import { kubernetesSecret } from './kubernetes.ts';
import { imageLogin } from './login.ts';

/** Every form for a token that logs in to an image registry; none when it does not. */
export function imageForms(record: TokenRecord): readonly CopyForm[] {
  const login = imageLogin(record);
  if (login === undefined) return [];
  return [
    ...dockerLogin(login),
    dockerConfig(login),
    kubernetesSecret(login, record.label),
    basicHeader(login),
    imageEnvLines(login),
  ];
}

/** The variables that go with such a token; none when it logs in nowhere. */
export function variablesForImages(record: TokenRecord): readonly Variable[] {
  const login = imageLogin(record);
  return login === undefined ? [] : imageVariables(login);
}
