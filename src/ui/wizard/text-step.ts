import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import type { Remark } from '../../registries/contract/form.ts';
import { plainText } from '../doors/plain-text.ts';
import { back, cancel, type StepFrame, type StepResult } from './step.ts';

export interface TextStepOptions {
  readonly frame: StepFrame;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly secret: boolean;
  /** False when what the steps before did cannot be taken back; true when absent. */
  readonly canGoBack?: boolean;
  readonly normalize: (text: string) => string;
  /** Judges the normalized text while it is typed. */
  readonly check: (text: string) => Remark | undefined;
  /**
   * Called on Enter; an error or warning keeps the box open with what was typed. A warning or an
   * info is shown once and passed by a second Enter.
   */
  readonly verify?: (text: string, signal: AbortSignal) => Promise<Remark | undefined>;
}

/** One line of text, or a masked secret. The box survives losing the focus. */
export async function textStep(options: TextStepOptions): Promise<StepResult<string>> {
  const input = vscode.window.createInputBox();
  const abort = new AbortController();
  input.title = options.frame.title;
  if (options.frame.totalSteps > 1) {
    input.step = options.frame.step;
    input.totalSteps = options.frame.totalSteps;
  }
  input.prompt = plainText(options.prompt);
  input.placeholder = options.placeholder;
  input.value = options.value;
  input.password = options.secret;
  input.ignoreFocusOut = true;
  input.buttons =
    options.frame.step > 1 && options.canGoBack !== false ? [vscode.QuickInputButtons.Back] : [];

  /** The text whose remark was shown and may be passed by Enter. */
  let acknowledged: string | undefined;
  const show = (remark: Remark | undefined) => {
    input.validationMessage = remark === undefined ? undefined : asValidation(remark);
  };

  const accept = async (): Promise<StepResult<string> | undefined> => {
    const text = options.normalize(input.value);
    const remark = options.check(text);
    if (remark?.severity === 'error') {
      show(remark);
      return undefined;
    }
    if (options.verify !== undefined && acknowledged !== text) {
      input.busy = true;
      input.enabled = false;
      try {
        const found = await options.verify(text, abort.signal);
        if (found !== undefined) {
          if (found.severity === 'error') {
            show(found);
          } else {
            acknowledged = text;
            show({ ...found, message: t('{0} Press Enter again to go on.', found.message) });
          }
          return undefined;
        }
      } finally {
        input.busy = false;
        input.enabled = true;
      }
    }
    return { kind: 'value', value: text };
  };

  try {
    return await new Promise<StepResult<string>>((resolve, reject) => {
      input.onDidChangeValue((text) => {
        acknowledged = undefined;
        // An empty box is not nagged at before anything was typed.
        show(text === '' ? undefined : options.check(options.normalize(text)));
      });
      input.onDidAccept(() => {
        if (input.busy) return;
        accept().then((result) => {
          if (result !== undefined) resolve(result);
        }, reject);
      });
      input.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve(back);
      });
      input.onDidHide(() => resolve(cancel));
      input.show();
    });
  } finally {
    abort.abort();
    input.dispose();
  }
}

function asValidation(remark: Remark): vscode.InputBoxValidationMessage {
  const severities = {
    error: vscode.InputBoxValidationSeverity.Error,
    warning: vscode.InputBoxValidationSeverity.Warning,
    info: vscode.InputBoxValidationSeverity.Info,
  };
  return { message: plainText(remark.message), severity: severities[remark.severity] };
}
