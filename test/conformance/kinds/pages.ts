import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SharedActionId } from '../../../src/registries/contract/action-id.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import { runForm } from '../../../src/ui/wizard/form.ts';
import { doors } from '../../unit/ui/fakes/doors.ts';
import { enter, person } from '../../unit/ui/fakes/person.ts';
import type { Rig, StartRig } from './rig.ts';
import { makeReady } from './trial.ts';

/** A person who issues for the first time goes through no more pages, with Enter on each. */
const mostPages = 5;

const issuing: readonly SharedActionId[] = ['issue', 'createRobot'];

/** How many pages the wizards of a kind take that issue something. */
export function checkPages(kind: Kind, start: StartRig): void {
  for (const id of issuing) {
    if (!kind.actions.includes(id)) continue;
    describe(`its wizard of ${id}`, () => {
      let rig: Rig;
      before(async () => {
        rig = await start();
      });
      after(() => rig[Symbol.asyncDispose]());

      it(`has at most ${mostPages} pages with what stands there at first`, async () => {
        const { action, item, values } = await makeReady(kind, rig, id);
        const form = await action.form?.(item, new AbortController().signal);
        assert(form);
        person.reset(...Array.from({ length: mostPages + 1 }, () => enter));
        // Names are typed; whatever can be chosen is taken as it is offered.
        const typed = form.fields.filter(({ type }) => type === 'text').map((field) => field.id);
        const initial = Object.fromEntries(
          Object.entries(values).filter(([name]) => typed.includes(name)),
        );
        const connection = () => Promise.resolve(rig.connection);
        const entered = await runForm(form, { doors, initial, connection });
        const pages = person.seen.filter((line) => /^(?:pick|text|secret): /.test(line));
        assert(entered, `it is not at its end: ${person.seen.join('\n')}`);
        assert(pages.length <= mostPages, pages.join('\n'));
      });
    });
  }
}
