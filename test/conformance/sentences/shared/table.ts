import { Secret } from '../../../../src/core/secret.ts';
import { neverEnds } from '../../../../src/core/lifetime.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import type { CopyForm } from '../../../../src/registries/contract/registry.ts';
import { JfrogApi } from '../../../../src/registries/jfrog/client/api.ts';
import { TokensClient } from '../../../../src/registries/jfrog/client/tokens-client.ts';
import { sharedPresentations } from '../../../../src/registries/shared/action-presentations.ts';
import { commandForms } from '../../../../src/registries/shared/copy-as/command.ts';
import { exports } from '../../../../src/registries/shared/copy-as/exports.ts';
import { bearerHeader } from '../../../../src/registries/shared/copy-as/headers.ts';
import { imageForms } from '../../../../src/registries/shared/copy-as/image-forms.ts';
import type { FaultRule } from '../../../sandbox/http/faults.ts';
import { never, type Bench } from '../../../unit/registries/jfrog/support.ts';
import type { JfrogScene } from '../jfrog/stage.ts';
import type { Show } from '../scene.ts';

const tokens = (bench: Bench) => new TokensClient(new JfrogApi(bench.connection(), bench.timer));

/** Has a list of tokens answered with a fault, as one kind among others. */
function list(bench: Bench, show: Show, fault: FaultRule) {
  bench.jfrog.faults.add({ times: Infinity, ...fault });
  return show(tokens(bench).list({}, never));
}

const refused = (bench: Bench, show: Show, message?: string) =>
  list(bench, show, {
    kind: 'refusal',
    status: 409,
    body: { errors: [{ code: 'CONFLICT', message }] },
  });

/** A login of an image registry. */
const login: TokenRecord = {
  id: 'account-1/robot',
  accountId: 'account-1',
  type: 'robot',
  label: 'acme+ci',
  subject: 'acme+ci',
  loginName: 'acme+ci',
  registryHost: 'quay.example.test',
  scope: [],
  lifetime: neverEnds,
  path: ['robot'],
};

/** A command with the token in it. */
const command = (): readonly CopyForm[] =>
  commandForms({
    id: 'use',
    label: 'Command',
    detail: 'A command.',
    containsSecret: true,
    words: ({ token }) => ['use', token.reveal()],
  });

/** What the kinds say in words that they share. */
export const table: readonly JfrogScene[] = [
  {
    when: 'a refusal without words of its own',
    says: ['{0} refused this.'],
    play: (bench, show) => refused(bench, show),
  },
  {
    when: 'a refusal with words of its own',
    says: ['{0} refused this: {1}'],
    play: (bench, show) => refused(bench, show, 'There is one already'),
  },
  {
    when: '429, again and again',
    says: ['{0} is getting too many requests at the moment. Try again soon.'],
    play: (bench, show) => list(bench, show, { kind: 'rate-limit' }),
  },
  {
    when: '500 with a page',
    says: ['{0} reports a server error ({1}).'],
    play: (bench, show) => list(bench, show, { kind: 'status', status: 500 }),
  },
  {
    when: '500 with words of its own',
    says: ['{0} reports a server error ({1}): {2}'],
    play: (bench, show) => {
      const body = { errors: [{ code: 'INTERNAL', message: 'No room on the disk' }] };
      return list(bench, show, { kind: 'refusal', status: 500, body });
    },
  },
  {
    when: 'a change whose answer is lost, before its action says more',
    says: ['The answer from {0} was lost.'],
    play: (bench, show) => {
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'DELETE' });
      return show(tokens(bench).revoke('1', never));
    },
  },
  {
    when: 'the texts to copy of a login to images',
    says: [
      'Without the token: paste it when the command waits for it.',
      'JSON for config.json of Docker or auth.json of Podman.',
      'YAML of type kubernetes.io/dockerconfigjson, for imagePullSecrets.',
      'Basic, with the user name {0}.',
      'Lines for a .env file.',
    ],
    play: (_bench, show) => show([...imageForms(login)]),
  },
  {
    when: 'the header for an API',
    says: ['Bearer, for the API.'],
    play: (_bench, show) => show(bearerHeader()),
  },
  {
    when: 'lines that set variables in a shell',
    says: ['Lines to paste into the shell, which may keep them in its history.'],
    play: (_bench, show) => show([...exports(() => [])]),
  },
  {
    when: 'a command with the token in it',
    says: ['{0} The token stands in the command line and in the history of the shell.'],
    play: (_bench, show) => show([...command()]),
  },
  {
    when: 'a token that every shell would want quoted otherwise',
    says: [
      'The token holds characters that every shell reads in its own way, so there is no command to copy.',
    ],
    play: (_bench, show) => {
      const token = new Secret("it's $HOME");
      return show(Promise.try(() => command().map(({ build }) => build({ token }))));
    },
  },
  {
    when: 'rows that are ended together, of several accounts, before and after',
    says: [
      'Revoke {0} tokens of {1} accounts?',
      '{0} tokens revoked.',
      'Delete {0} robots of {1} accounts?',
      '{0} robots deleted.',
    ],
    play: (_bench, show) => {
      const { revoke, delete: deletion } = sharedPresentations;
      const words = [revoke.several, deletion.several].filter((several) => several !== undefined);
      return show(words.flatMap(({ question, done }) => [question(3, 2), done('2 of 3')]));
    },
  },
];
