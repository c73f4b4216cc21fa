import * as vscode from 'vscode';
import { prefix, type SettingName } from '../../ids.ts';

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** What is offered on tokens in editors. */
const inspectInEditors = ['off', 'hover', 'hoverAndCodeLens'] as const;
export type InspectInEditors = (typeof inspectInEditors)[number];

/** The person's settings, read afresh each time: a configuration object is a snapshot. */
export const settings = {
  /** Milliseconds; 0 means that the clipboard is left alone. */
  clipboardClearMs: (): number => number('clipboardClearSeconds', 60, 0, 3600) * 1000,
  /** Milliseconds before its end at which the active token is called ending. */
  warnBeforeMs: (): number => duration(value('warnBefore')) ?? 12 * 3_600_000,
  /** Whether a new token's use is asked for, or it is copied at once. */
  afterIssuing: (): 'ask' | 'copy' => (value('afterIssuing') === 'copy' ? 'copy' : 'ask'),
  notify: (): boolean => value('notify') !== false,
  pageSize: (): number => number('pageSize', 200, 10, 2000),
  /** Milliseconds. */
  requestTimeoutMs: (): number => number('requestTimeoutSeconds', 30, 1, 600) * 1000,
  inspectInEditors: (): InspectInEditors => {
    const chosen = value('inspectInEditors');
    return inspectInEditors.find((choice) => choice === chosen) ?? 'hoverAndCodeLens';
  },
  /** Presets of a form (account kind, a dot and the verb) by their names, as they were written. */
  presets: (form: string): Readonly<Record<string, unknown>> => {
    const presets = value('presets');
    const found =
      typeof presets === 'object' && presets !== null
        ? (Reflect.get(presets, form) as unknown)
        : undefined;
    return typeof found === 'object' && found !== null ? { ...found } : {};
  },
  kubernetesTransport: (): 'built-in' | 'kubectl' =>
    value('kubernetes.transport') === 'kubectl' ? 'kubectl' : 'built-in',
  /** A path or several, as `KUBECONFIG` lists them; empty for the usual ones. */
  kubeconfig: (): string => text('kubernetes.kubeconfig'),
  kubectl: (): string => text('kubernetes.kubectl').trim() || 'kubectl',
  accountsFile: (): string => {
    const file = value('accountsFile');
    return typeof file === 'string' ? file : '';
  },
};

/** Calls the listener when one of the settings changes. */
export function onSettings(names: readonly SettingName[], listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (names.some((name) => event.affectsConfiguration(`${prefix}.${name}`))) listener();
  });
}

function value(name: SettingName): unknown {
  return vscode.workspace.getConfiguration(prefix).get<unknown>(name);
}

function text(name: SettingName): string {
  const found = value(name);
  return typeof found === 'string' ? found : '';
}

function number(name: SettingName, fallback: number, least: number, most: number): number {
  const found = value(name);
  if (typeof found !== 'number' || !Number.isFinite(found)) return fallback;
  return Math.min(most, Math.max(least, found));
}

function duration(text: unknown): number | undefined {
  const match = typeof text === 'string' ? /^(\d{1,6})(s|m|h|d|w)$/.exec(text.trim()) : null;
  const unit = match?.[2] === undefined ? undefined : units[match[2]];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}
