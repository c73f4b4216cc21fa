import type * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { looksSecret } from '../../core/looks-secret.ts';
import type { Remark } from '../../registries/contract/form.ts';
import { plainText } from '../doors/plain-text.ts';
import type { QuickInput } from '../doors/quick-input.ts';
import { back, cancel, type StepFrame, type StepResult } from './step.ts';

export interface TextStepOptions {
  readonly frame: StepFrame;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly secret: boolean;
  /** What looks like a secret may stand in an unmasked box: it becomes no name and is not kept. */
  readonly mayHoldSecret?: true;
  /** False when what the steps before did cannot be taken back; true when absent. */
  readonly canGoBack?: boolean;
  /** A page where the answer is found: a button opens it. */
  readonly page?: { readonly label: string; readonly url: string };
  readonly normalize: (text: string) => string;
  /** Judges the normalized text while it is typed. */
  readonly check: (text: string) => Remark | undefined;
  /**
   * Called on Enter; an error or warning keeps the box open with what was typed. A warning or an
   * info is shown once and passed by a second Enter.
   */
  readonly verify?: (text: string, signal: AbortSignal) => Promise<Remark | undefined>;
}

/** Judges what stands in a box that shows it: what looks like a secret is refused. */
export function judged(text: string, check: TextStepOptions['check']): Remark | undefined {
  const remark = check(text);
  if (remark?.severity === 'error' || !looksSecret(text)) return remark;
  return { severity: 'error', message: t('This looks like a secret, and would be seen here.') };
}

/** One line of text, or a masked secret. The box survives losing the focus. */
export async function textStep(
  options: TextStepOptions,
  input: QuickInput,
): Promise<StepResult<string>> {
  const mayHold = options.secret || options.mayHoldSecret === true;
  const check = (text: string) => (mayHold ? options.check(text) : judged(text, options.check));
  const box = input.box();
  const abort = new AbortController();
  box.title = plainText(options.frame.title);
  if (options.frame.totalSteps > 1) {
    box.step = options.frame.step;
    box.totalSteps = options.frame.totalSteps;
  }
  box.prompt = plainText(options.prompt);
  box.placeholder = options.placeholder;
  box.value = options.value;
  box.password = options.secret;
  box.ignoreFocusOut = true;
  const { page } = options;
  const browser = page && input.button('link-external', page.label);
  box.buttons = [
    ...(options.frame.step > 1 && options.canGoBack !== false ? [input.back] : []),
    ...(browser === undefined ? [] : [browser]),
  ];

  /** The text whose remark was shown and may be passed by Enter. */
  let acknowledged: string | undefined;
  const show = (remark: Remark | undefined) => {
    box.validationMessage = remark === undefined ? undefined : asValidation(remark, input);
  };

  const accept = async (): Promise<StepResult<string> | undefined> => {
    const text = options.normalize(box.value);
    const remark = check(text);
    if (remark?.severity === 'error') {
      show(remark);
      return undefined;
    }
    if (options.verify !== undefined && acknowledged !== text) {
      box.busy = true;
      box.enabled = false;
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
        box.busy = false;
        box.enabled = true;
      }
    }
    return { kind: 'value', value: text };
  };

  try {
    return await new Promise<StepResult<string>>((resolve, reject) => {
      box.onDidChangeValue((text) => {
        acknowledged = undefined;
        // An empty box is not nagged at before anything was typed.
        show(text === '' ? undefined : check(options.normalize(text)));
      });
      box.onDidAccept(() => {
        if (box.busy) return;
        accept().then((result) => {
          if (result !== undefined) resolve(result);
        }, reject);
      });
      box.onDidTriggerButton((button) => {
        if (button === input.back) resolve(back);
        else if (page !== undefined) input.openPage(page.url);
      });
      box.onDidHide(() => resolve(cancel));
      box.show();
    });
  } finally {
    abort.abort();
    box.dispose();
  }
}

const asValidation = (
  { message, severity }: Remark,
  { severities }: QuickInput,
): vscode.InputBoxValidationMessage => ({
  message: plainText(message),
  severity: severities[severity],
});
