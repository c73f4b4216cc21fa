import * as vscode from 'vscode';
import { type ContextKey, prefix } from '../../ids.ts';

const current = new Map<ContextKey, boolean>();

/** The only place that sets context keys. Setting a key to the value it has costs nothing. */
export function setContext(key: ContextKey, value: boolean): void {
  if (current.get(key) === value) return;
  current.set(key, value);
  void vscode.commands.executeCommand('setContext', `${prefix}.${key}`, value);
}
