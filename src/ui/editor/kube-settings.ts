import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { KubeSettings } from '../../net/kube/settings.ts';
import { proxySettings } from './proxy-settings.ts';
import { settings } from './settings.ts';

/** Everything that decides how clusters are reached, at this moment. */
export function kubeSettings(): KubeSettings {
  return {
    transport: settings.kubernetesTransport(),
    kubeconfig: settings.kubeconfig(),
    kubectl: settings.kubectl(),
    home: homedir(),
    environment: process.env,
    proxy: proxySettings(),
    untrusted: vscode.workspace.isTrusted ? [] : workspaceFolders(),
  };
}

const workspaceFolders = (): string[] =>
  (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
