import * as vscode from 'vscode';
import type { ProxySettings } from '../../net/proxy/proxy.ts';

const supports = ['off', 'on', 'fallback', 'override'] as const;

/** The editor's network settings at this moment: a configuration object is a snapshot. */
export function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<unknown>('proxy');
  const support = http.get<unknown>('proxySupport');
  const noProxy = http.get<unknown>('noProxy');
  return {
    support: supports.find((value) => value === support) ?? 'override',
    proxy: typeof proxy === 'string' ? proxy : '',
    noProxy: Array.isArray(noProxy) ? noProxy.map(String) : [],
    systemCertificates: http.get<unknown>('systemCertificates') !== false,
    environment: process.env,
  };
}

/** Calls the listener when the network settings changed. */
export function onProxySettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('http')) listener();
  });
}
