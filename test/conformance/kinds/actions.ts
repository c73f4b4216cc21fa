import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RegistryError } from '../../../src/core/errors.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import { declaredIds } from './declared.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';
import { Witness } from '../../unit/registries/witness.ts';
import type { Rig, StartRig } from './rig.ts';
import { checkQuestions } from './questions.ts';
import { seeAll, sawNone } from './secrets.ts';
import { allRows } from './rows.ts';
import { makeReady } from './trial.ts';

const never = new AbortController().signal;

/** What every action of every kind must keep. */
export function checkActions(kind: Kind, start: StartRig): void {
  for (const id of declaredIds(kind)) {
    describe(`its action ${id}`, () => {
      let rig: Rig;
      before(async () => {
        rig = await start();
      });
      after(() => rig[Symbol.asyncDispose]());

      it('changes nothing when it is cancelled before it is sent', async () => {
        const { registry, run, watched } = await makeReady(kind, rig, id, 'cancelled-before');
        const before = await whatStands(registry);
        const error = await failureOf(run());
        // An action that changes nothing on the server was not cancelled at all.
        if (error === undefined) return;
        assert.equal(error.code, 'cancelled', error.message);
        assert.equal(watched.sent, 0);
        assert.deepEqual(await whatStands(registry), before);
      });

      it('is done, says what changed, and shows no secret in all that', async () => {
        const { registry, action, item, values, run } = await makeReady(kind, rig, id);
        const witness = new Witness();
        const form = await action.form?.(item, never);
        checkQuestions(form?.fields);
        witness.see(form);
        witness.see(await action.consequence?.([item], values, never));
        const outcome = await run();
        checkOutcome(outcome, rig.connection.account.id);
        witness.see(outcome);
        await seeAll(registry, outcome.issued, witness);
        sawNone(witness, rig.secrets());
      });

      it('keeps what came when it is cancelled after it was sent, or says that it is lost', async () => {
        await using rig = await start();
        const { run, watched } = await makeReady(kind, rig, id, 'cancelled-after');
        try {
          checkOutcome(await run(), rig.connection.account.id);
        } catch (error) {
          if (watched.sent === 0) return;
          assert(error instanceof RegistryError, String(error));
          checkLost(error);
        }
      });

      it('says that its answer is lost, and finds out what happened', async () => {
        await using rig = await start();
        const { run, watched } = await makeReady(kind, rig, id, 'lost');
        const error = await failureOf(run());
        if (watched.sent === 0) return;
        assert(error, 'it says nothing');
        checkLost(error);
        if (error.look === undefined) return;
        assert.match((await error.look(never)).message, /\.$/);
      });
    });
  }
}

function checkOutcome({ message, issued, changed, reveal }: Outcome, accountId: string): void {
  assert.match(message, /\.$/);
  assert.ok(changed.length > 0, 'no row has changed');
  if (issued !== undefined) {
    const { record } = issued;
    assert.equal(record.accountId, accountId);
    assert.ok(record.id.startsWith(`${accountId}/`), record.id);
    assert.match(record.label, /\S/);
    assert.match(record.subject, /\S/);
    assert.ok(reveal !== undefined, 'what was issued is not shown');
  }
}

/** It may have happened; `timeout` where doing it again does no harm. */
function checkLost({ code, message }: RegistryError): void {
  assert.ok(['lost-answer', 'timeout'].includes(code), `${code}: ${message}`);
  assert.match(message, /\blost\b.*\.$/s);
}

/** The rows, and what can be done with them; what is said of them may be learned meanwhile. */
const whatStands = async (registry: Registry) =>
  (await allRows(registry)).map(({ item: { path, label, can } }) => ({ path, label, can }));

async function failureOf(work: Promise<unknown>): Promise<RegistryError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    assert(error instanceof RegistryError, error instanceof Error ? error.stack : String(error));
    return error;
  }
}
