import { commandId } from '../../../../src/ids.ts';
import type { Doors } from '../../../../src/ui/doors/doors.ts';
import { messagesBy } from '../../../../src/ui/doors/messages.ts';
import { progressBy } from '../../../../src/ui/doors/progress.ts';
import { stepsBy } from '../../../../src/ui/wizard/steps.ts';
import { person } from './person.ts';
import { quickInput } from './quick-input.ts';

/** The doors without an editor behind them: a `Person` sees all that comes through, and answers. */
export const doors: Doors = {
  messages: messagesBy(
    ({ modal, ...message }) =>
      Promise.resolve(
        person.reads({ ...message, ...(modal && { modal: true, detail: modal.detail }) }),
      ),
    (text) => person.glances(text),
  ),
  progress: progressBy((title, cancel) => person.waitsFor(title, cancel)),
  steps: stepsBy(quickInput),
  files: { choose: () => Promise.resolve(person.choosesFile()) },
  run: (name, ...args) => Promise.resolve(void person.ran.push([commandId(name), ...args])),
};
