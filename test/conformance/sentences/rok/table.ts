import { rokAdapter } from '../../../../src/registries/rok/adapter.ts';
import type { LifetimeField, TextField } from '../../../../src/registries/contract/form.ts';
import type { KubeBench } from '../../../unit/net/kube/support.ts';
import { connection, issue, never, open, ownRow } from '../../../unit/registries/rok/support.ts';
import type { Show } from '../scene.ts';
import { altered, type RokScene } from './stage.ts';
import { OutsideText } from '../../../../src/core/outside-text.ts';

const refused =
  '{0} answers “unauthorized”: the token is malformed or has expired. Issue a new one.';
const lost =
  'The answer from the pod {0} was lost: a token may have been issued or not. Nobody has it, and it would end by itself after {1}; issuing another one does no harm.';
const notVerified = 'A token for {0} was issued, but could not be verified: {1}';
const failed = '{0} {1} in the pod {2} ended with exit code {3} and wrote {4} lines.';

/** Issues with the registry's web address answering badly. */
async function unverified(bench: KubeBench, show: Show, fault: Parameters<typeof add>[1]) {
  add(bench, fault);
  await show(issue(open(bench)));
}
const add = (bench: KubeBench, rule: Parameters<typeof bench.rok.registry.faults.add>[0]) =>
  bench.rok.registry.faults.add({ times: Infinity, ...rule });

const interrupted = (interruption: 'gateway' | 'failed' | 'dropped' | 'headless') => ({
  ended: { interruption },
  stdout: new OutsideText(''),
});

/** Everything that Rok's adapter says, by the answers of pod and registry. */
export const table: readonly RokScene[] = [
  {
    when: 'the own row of an account',
    says: [
      'Rok has no way to revoke a token: it ends by itself. Forget removes it from this machine.',
    ],
    play: async (bench, show) => {
      const registry = open(bench);
      const { issued } = await issue(registry);
      if (issued !== undefined) await show(registry.about?.(issued.record));
    },
  },
  {
    when: 'the secret of a row, which only its issue shows',
    says: ['“{0}” has no token to read: Rok shows a token once.'],
    play: async (bench, show) => {
      const registry = open(bench);
      await show(registry.fetch(await ownRow(registry), never));
    },
  },
  {
    when: 'a token from the pod, 200 with its end from the registry',
    says: ['A token for {0} was issued and verified: it ends {1}.'],
    play: (bench, show) => show(issue(open(bench))),
  },
  {
    when: 'a token from the pod, 200 without an end from either',
    says: ['A token for {0} was issued and verified.'],
    play: async (bench, show) => {
      const stdout = new OutsideText('Token  made-up-token\n');
      const body = { uuid: '8e0d2c0a-0000-4000-8000-000000000000' };
      add(bench, { kind: 'refusal', status: 200, body });
      await show(issue(altered(bench, 'token-create', { stdout })));
    },
  },
  {
    when: '503 of the registry for a new token',
    says: [notVerified, '{0} reports a server error ({1}).'],
    play: (bench, show) => unverified(bench, show, { kind: 'status', status: 503 }),
  },
  {
    when: '429 of the registry for a new token',
    says: [notVerified, '{0} is getting too many requests. Try again in a moment.'],
    play: (bench, show) => unverified(bench, show, { kind: 'rate-limit' }),
  },
  {
    when: 'a web page instead of the registry’s answer for a new token',
    says: [
      notVerified,
      '{0} answers (status {1}), but not as a Rok registry. Is the path of the address complete?',
    ],
    play: (bench, show) => unverified(bench, show, { kind: 'login-page' }),
  },
  {
    when: '401 of the registry for a new token',
    says: [refused],
    play: async (bench, show) => {
      const { world } = bench.rok;
      const addToken = world.addToken.bind(world);
      world.addToken = (owner) => addToken(owner, -1);
      await show(issue(open(bench)));
      world.addToken = addToken;
    },
  },
  {
    when: '200 and 401 when a token is verified',
    says: ['{0} accepts the token.', refused],
    play: async (bench, show) => {
      const registry = open(bench);
      const { issued } = await issue(registry);
      if (issued === undefined) return;
      const verdict = async () =>
        (await registry.verify(issued.record, issued.secrets, never)).message;
      await show(verdict());
      bench.rok.world.tokens.length = 0;
      await show(verdict());
    },
  },
  {
    when: 'a list of accounts without the wanted one',
    says: ['There is no account “{0}” in this registry. It has: {1}.'],
    play: (bench, show) => show(issue(open(bench, { user: 'doe' }))),
  },
  {
    when: 'the same by kubectl, which does not prove that the list is whole',
    says: [
      'The list of accounts that arrived does not have “{0}”, but the end of it may be missing: kubectl does not report that it lost a pod. It has: {1}.',
    ],
    play: (bench, show) => {
      const ended = { exitCode: 0, isWhole: false };
      return show(issue(altered(bench, 'account-list', { ended }, 'doe')));
    },
  },
  {
    when: 'two accounts of the name',
    says: ['{0} accounts are named “{1}”; choose by UUID: {2}.'],
    play: async (bench, show) => {
      bench.rok.world.addAccount('ci-bot');
      await show(issue(open(bench), { subject: 'other', other: 'ci-bot' }));
      bench.rok.world.accounts.pop();
    },
  },
  {
    when: '502 of a gateway before the list',
    says: [
      'A gateway in front of the cluster gave up on the connection to {0} (502 or 504), so the list of accounts did not arrive. If this keeps happening, the gateway may not let WebSocket connections through; the setting {1} offers another way.',
    ],
    play: (bench, show) => show(issue(altered(bench, 'account-list', interrupted('gateway')))),
  },
  {
    when: 'a fault of the node instead of the list',
    says: ['The node of the pod {0} reports a fault instead of the list of accounts.'],
    play: (bench, show) => show(issue(altered(bench, 'account-list', interrupted('failed')))),
  },
  {
    when: 'a kubectl that lost the beginning of the list',
    says: [
      'kubectl lost the beginning of the list of accounts from the pod {0}. Nothing was changed. Try again, or set {1} to built-in.',
    ],
    play: (bench, show) => show(issue(altered(bench, 'account-list', interrupted('headless')))),
  },
  {
    when: 'the kubelet lost within the list',
    says: ['The connection to {0} broke before the list of accounts was complete.'],
    play: (bench, show) => {
      bench.rok.kube.settings.ending = 'lost-kubelet';
      return show(issue(open(bench)));
    },
  },
  {
    when: 'exit code 127: no such program in the pod',
    says: ['There is no {0} in the pod {1}; is it the pod of a Rok registry?'],
    play: (bench, show) => {
      bench.rok.kube.settings.exitCode = 127;
      return show(issue(open(bench)));
    },
  },
  {
    when: 'another exit code',
    says: [failed],
    play: (bench, show) => {
      bench.rok.kube.settings.exitCode = 3;
      return show(issue(open(bench)));
    },
  },
  {
    when: 'success without a token',
    says: ['{0} {1} in the pod {2} wrote {3} lines, but no token was found in them.'],
    play: (bench, show) => {
      const told = { stdout: new OutsideText('done\n'), ended: { exitCode: 0, isWhole: true } };
      return show(issue(altered(bench, 'token-create', told)));
    },
  },
  {
    when: 'success without an account',
    says: ['{0} {1} in the pod {2} wrote {3} lines, but no account was found in them.'],
    play: (bench, show) => {
      const told = { stdout: new OutsideText('done\n'), ended: { exitCode: 0, isWhole: true } };
      return show(issue(altered(bench, 'account-list', told)));
    },
  },
  {
    when: 'the connection lost while a token was made',
    says: [lost],
    play: async (bench, show) => {
      const registry = open(bench);
      await issue(registry);
      bench.rok.kube.settings.ending = 'cut-inside';
      await show(issue(registry));
    },
  },
  {
    when: 'the same by kubectl: success without proof, and no token',
    says: [lost],
    play: (bench, show) => {
      const told = { stdout: new OutsideText(''), ended: { exitCode: 0, isWhole: false } };
      return show(issue(altered(bench, 'token-create', told)));
    },
  },
  {
    when: 'an address that takes anything for a token',
    says: ['{0} accepts anything as a token: that is not a Rok registry.'],
    play: (bench, show) => {
      const body = { uuid: '8e0d2c0a-0000-4000-8000-000000000000' };
      add(bench, { kind: 'refusal', status: 200, body });
      return show(rokAdapter.connect(connection(bench), never));
    },
  },
  {
    when: 'names typed into the form of an account',
    says: [
      'Lower-case letters, digits and hyphens, at most 63; no hyphen at the ends.',
      'A user name has no control characters.',
    ],
    play: async (_bench, show) => {
      const fields = rokAdapter.connectFields();
      const typed = (id: string, text: string) =>
        show((fields.find((field) => field.id === id) as TextField).check?.(text, {}));
      await typed('namespace', 'Rok');
      await typed('namespace', 'rok');
      await typed('user', 'j\u0007doe');
      await typed('user', 'jdoe');
    },
  },
  {
    when: 'lifetimes typed into the form of a token',
    says: ['Rok tokens always end.'],
    play: async (bench, show) => {
      const registry = open(bench);
      const form = await registry.actions.issue?.form?.(await ownRow(registry), never);
      const field = form?.fields.find(({ id }) => id === 'lifetime') as LifetimeField;
      await show(field.parse('never'));
      await show(field.parse('8h'));
    },
  },
  {
    when: 'a lifetime that no form gave',
    says: ['The lifetime must be whole seconds.'],
    play: (bench, show) => show(issue(open(bench), { lifetime: 'long' })),
  },
  {
    when: 'a token copied for curl',
    says: ['Asks the registry about the token.'],
    play: async (bench, show) => {
      const registry = open(bench);
      const { issued } = await issue(registry);
      if (issued !== undefined) await show(registry.copyForms(issued.record));
    },
  },
];
