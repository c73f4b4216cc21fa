import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { oneLine } from '../../core/one-line.ts';
import { redact } from '../../core/redact.ts';

/** The extension's log. Made on the first line; every line passes redaction and stays one. */
export class Log implements vscode.Disposable {
  #channel: vscode.LogOutputChannel | undefined;

  info(line: string): void {
    this.#open().info(clean(line));
  }

  warn(line: string): void {
    this.#open().warn(clean(line));
  }

  /** Logs an error with its causes, without stacks: those of libraries may quote requests. */
  error(what: string, error: unknown): void {
    this.#open().error(clean(`${what}: ${causes(error).join(' ← ')}`));
  }

  show(): void {
    this.#open().show(true);
  }

  dispose(): void {
    this.#channel?.dispose();
  }

  #open(): vscode.LogOutputChannel {
    this.#channel ??= vscode.window.createOutputChannel(t('Registry Tokens'), { log: true });
    return this.#channel;
  }
}

/** Redacted first: a secret with a line break in it is not known for one any more. */
const clean = (line: string): string => oneLine(redact(line));

function causes(error: unknown): string[] {
  const lines: string[] = [];
  for (let current = error; current !== undefined && lines.length < 5;) {
    if (!(current instanceof Error)) {
      lines.push(typeof current);
      break;
    }
    const code: unknown = 'code' in current ? current.code : undefined;
    lines.push(`${typeof code === 'string' ? `[${code}] ` : ''}${current.message}`);
    current = current.cause;
  }
  return lines;
}
