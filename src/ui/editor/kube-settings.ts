import { homedir } from 'node:os';
import type { KubeSettings } from '../../net/kube/settings.ts';
import type { Messages } from '../doors/messages.ts';
import { proxySettings } from './proxy-settings.ts';
import { settings } from './settings.ts';
import { untrustedFolders } from './untrusted-folders.ts';

/** Everything that decides how clusters are reached, at this moment. */
export function kubeSettings(messages: Pick<Messages, 'info'>): KubeSettings {
  return {
    transport: settings.kubernetesTransport(),
    kubeconfig: settings.kubeconfig(),
    kubectl: settings.kubectl(),
    home: homedir(),
    environment: process.env,
    proxy: proxySettings(),
    untrusted: untrustedFolders(),
    tell: (words) => void messages.info(words),
  };
}
