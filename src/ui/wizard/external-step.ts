import type * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { ExternalStart, FormValues } from '../../registries/contract/form.ts';
import { plainText } from '../doors/plain-text.ts';
import type { QuickInput } from '../doors/quick-input.ts';
import { drawn, messageRow } from './drawn-row.ts';
import { back, cancel, type StepFrame, type StepResult } from './step.ts';

export interface ExternalStepOptions {
  readonly frame: StepFrame;
  readonly prompt: string;
  readonly start: (signal: AbortSignal) => Promise<ExternalStart>;
}

interface Row extends vscode.QuickPickItem {
  readonly icon?: string;
  readonly act?: 'open' | 'copy' | 'retry';
}

/**
 * Waits for something to happen outside of the form: shows what to do and the code to compare,
 * opens the page, and goes on by itself when it has happened. A failure stays on the screen with
 * the offer to try again.
 */
export async function externalStep(
  options: ExternalStepOptions,
  input: QuickInput,
): Promise<StepResult<FormValues>> {
  const pick = input.list<Row>();
  let abort = new AbortController();
  let started: ExternalStart | undefined;
  pick.title = plainText(options.frame.title);
  pick.step = options.frame.step;
  pick.totalSteps = options.frame.totalSteps;
  pick.ignoreFocusOut = true;
  pick.buttons = options.frame.step > 1 ? [input.back] : [];

  const open = () => {
    if (started?.url !== undefined) input.openPage(started.url);
  };
  const attempt = async (): Promise<FormValues | undefined> => {
    const { signal } = (abort = new AbortController());
    pick.busy = true;
    pick.placeholder = plainText(options.prompt);
    pick.items = [];
    try {
      started = await options.start(signal);
      pick.placeholder = plainText(started.message);
      pick.items = rowsOf(started).map((row) => drawn(row, input));
      open();
      return await started.finished(signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof RegistryError)) throw error;
      pick.placeholder = plainText(error.message);
      const rows: Row[] = [
        { ...messageRow('error', error.message), alwaysShow: true },
        { icon: 'refresh', label: t('Try Again'), act: 'retry', alwaysShow: true },
      ];
      pick.items = rows.map((row) => drawn(row, input));
      return undefined;
    } finally {
      pick.busy = false;
    }
  };

  try {
    return await new Promise<StepResult<FormValues>>((resolve, reject) => {
      const run = () => {
        attempt().then((value) => {
          if (value !== undefined) resolve({ kind: 'value', value });
        }, reject);
      };
      pick.onDidAccept(() => {
        const act = pick.activeItems[0]?.act;
        if (act === 'open') open();
        if (act === 'copy' && started?.url !== undefined) input.copy(started.url);
        if (act === 'retry') run();
      });
      pick.onDidTriggerButton((button) => {
        if (button === input.back) resolve(back);
      });
      pick.onDidHide(() => resolve(cancel));
      pick.show();
      run();
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

function rowsOf({ url, code }: ExternalStart): Row[] {
  const rows: Row[] = [];
  if (code !== undefined) {
    rows.push({
      icon: 'shield',
      label: t('Code: {0}', code),
      description: t('compare it with the one in the browser'),
      alwaysShow: true,
    });
  }
  if (url !== undefined) {
    rows.push(
      { icon: 'link-external', label: t('Open the Page Again'), act: 'open', alwaysShow: true },
      { icon: 'copy', label: t('Copy the Address'), act: 'copy', alwaysShow: true },
    );
  }
  return rows;
}
