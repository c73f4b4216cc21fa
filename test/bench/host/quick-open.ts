import * as vscode from 'vscode';
import { editorInput, type QuickInput } from '../../../src/ui/doors/quick-input.ts';
import type { Entry } from '../../../src/ui/wizard/entry-index.ts';
import { findStep } from '../../../src/ui/wizard/find-step.ts';
import { entries } from '../find/entries.ts';
import type { QuickOpenFigures } from './figures.ts';

const rounds = 5;

/** Opens both by turns, so that what else the machine does concerns both. */
export async function measureQuickOpen(): Promise<QuickOpenFigures> {
  const all = [...entries()];
  const ours: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(
      await untilActive((pick) => {
        pick.items = all.map(({ label, description }) => ({ label, description }));
        pick.show();
        return () => pick.dispose();
      }),
    );
    ours.push(await ourOpening(all));
  }
  return { ours: middle(ours), plain: middle(plain) };
}

async function ourOpening(all: readonly Entry<string>[]): Promise<number> {
  const start = performance.now();
  return new Promise<number>((resolve) => {
    const input: QuickInput = {
      ...editorInput,
      list: <Row extends vscode.QuickPickItem>() => {
        const pick = editorInput.list<Row>();
        pick.onDidChangeActive(([first]) => {
          if (first === undefined) return;
          resolve(performance.now() - start);
          pick.hide();
        });
        return pick;
      },
    };
    const groups = [{ title: 'held', entries: all }];
    void findStep({ title: 'T', placeholder: 'P', groups, places: [], buttons: [] }, input);
  });
}

async function untilActive(
  open: (pick: vscode.QuickPick<vscode.QuickPickItem>) => () => void,
): Promise<number> {
  const start = performance.now();
  const pick = vscode.window.createQuickPick();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  pick.onDidChangeActive(([first]) => {
    if (first !== undefined) resolve(undefined);
  });
  const close = open(pick);
  await promise;
  const time = performance.now() - start;
  close();
  return time;
}

const middle = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
