import type { TokenRecord } from '../../../core/token.ts';
import type { CopyForm } from '../../contract/registry.ts';
import { dockerConfig, dockerLogin } from './docker.ts';
import { imageEnvLines } from './env.ts';
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
