import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import { NAMESPACE } from '../../../sandbox/kube/resources.ts';
import { contexts } from '../../../sandbox/rok/rok.ts';
import type { Services } from '../../../../src/ui/services.ts';
import { KubeBench } from '../../net/kube/support.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf, row } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { putIntoKubernetes } = await import('../../../../src/ui/commands/put-into-kubernetes.ts');
const { placesOf } = await import('../../../../src/ui/delivery/places.ts');
const { offerUpdate } = await import('../../../../src/ui/delivery/update-places.ts');
const { runAction } = await import('../../../../src/ui/actions/run-action.ts');

const host = 'quay.example.com';
const secret = 'not-a-real-secret-4711';
const token: IssuedToken = {
  record: { ...issued('a1/ci').record, label: 'ci', registryHost: host, loginName: 'acme+ci' },
  secrets: { token: new Secret(secret) },
};
const newer: IssuedToken = { ...token, secrets: { token: new Secret('not-a-real-secret-4712') } };
const ci = row('ci', { type: 'robot', can: ['regenerate'], token: token.record });
const time = /\w{3} \d{4}-\d\d-\d\d [\d:]+ \S+/g;

describe('a token put into Kubernetes', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => {
    bench.reset();
    person.reset();
  });

  const deskOf = async () => {
    const regenerate = {
      run: () => Promise.resolve({ message: 'Done.', changed: [], issued: newer }),
    };
    const desk = await openDesk(() => registryOf({ actions: { regenerate } }));
    await desk.services.vault.tokens.keep(token);
    const kube = bench.open();
    Object.assign(desk.services.sessions, { kubernetes: () => Promise.resolve(kube) });
    return { services: desk.services, node: desk.node(ci) };
  };
  const objects = () => bench.rok.kube.objects;
  const passwords = (name: string) => {
    const data = objects().get('secrets', NAMESPACE, name)?.['data'] as Record<string, string>;
    const text = Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString();
    const { auths } = JSON.parse(text) as { auths: Record<string, { password?: string }> };
    return Object.fromEntries(Object.entries(auths).map(([key, { password }]) => [key, password]));
  };
  /** The developer may not list namespaces, so that the namespace is typed. */
  const answers = [
    contexts.token,
    { all: ['Another namespace…'] },
    NAMESPACE,
    { types: 'acme-pull' },
    { all: ['default'] },
  ] as const;
  const seen = () => person.seen.join('\n').replaceAll(time, '<time>');

  it('shows context, hosts and service accounts before it is sent, and no secret ever', async () => {
    const config = Buffer.from('{"auths":{"ghcr.io":{"password":"hunter2"}}}').toString('base64');
    const type = 'kubernetes.io/dockerconfigjson';
    const data = { '.dockerconfigjson': config };
    objects().put('secrets', NAMESPACE, { metadata: { name: 'acme-pull' }, type, data });
    const { services, node } = await deskOf();
    person.plans(...answers, 'Put It There');
    await putIntoKubernetes(node, services);
    const question = person.seen.find((line) => line.startsWith('question:')) ?? '';
    assert.equal(
      question.replaceAll(/https:\S+/g, '<server>'),
      [
        `question: Put ci into the cluster of the context “${contexts.token}”? / • ${NAMESPACE}/acme-pull: ${host} is added. Unchanged: ghcr.io. Pods of these service accounts use it automatically: default.`,
        'The server of the cluster is <server> Whoever may read Secrets in these namespaces can read the token. / [Put It There]',
      ].join('\n\n'),
    );
    assert.deepEqual(passwords('acme-pull'), { 'ghcr.io': 'hunter2', [host]: secret });
    for (const hidden of [secret, 'hunter2', Buffer.from(`acme+ci:${secret}`).toString('base64')]) {
      assert.ok(!person.seen.concat(person.log).join('\n').includes(hidden));
    }
    assert.deepEqual(
      (await placesOf([token.record], services)).map((place) => place.replaceAll(time, '<time>')),
      [`pull secret acme-pull in the namespace ${NAMESPACE} of “${contexts.token}” <time>`],
    );
  });

  it('is sent only after a yes', async () => {
    const { services, node } = await deskOf();
    person.plans(...answers);
    await putIntoKubernetes(node, services);
    assert.match(seen(), /question: Put ci into the cluster/);
    assert.equal(objects().get('secrets', NAMESPACE, 'acme-pull'), undefined);
    assert.deepEqual(await placesOf([token.record], services), []);
  });

  it('is remembered when it may be there', async () => {
    const { services, node } = await deskOf();
    // The dry run is the first.
    bench.rok.kube.faults.add({ kind: 'cut-after', method: 'POST', skip: 1 });
    person.plans(...answers, 'Put It There');
    await putIntoKubernetes(node, services);
    assert.match(seen(), /warning: .*The change may still have happened\./);
    assert.equal((await placesOf([token.record], services)).length, 1);
  });

  it('is offered again where it was, once there is a new one', { timeout: 20_000 }, async () => {
    const { services, node } = await deskOf();
    person.plans(...answers, 'Put It There');
    await putIntoKubernetes(node, services);
    person.reset();
    await runAction('regenerate', node, services);
    while (!seen().includes('1 place may need the new token of ci.')) await settled();
    assert.deepEqual(passwords('acme-pull'), { [host]: secret });
  });

  /** What follows once there is a newer token. */
  const update = async (services: Services) => {
    const places = await (await services.places()).of([token.record.id]);
    const account = services.vault.accounts.get('a1');
    assert(account);
    person.reset('Update…', 'Update');
    await offerUpdate(newer, places, account, services);
    await settled();
  };

  it('is replaced by the new one there after a yes', async () => {
    const { services, node } = await deskOf();
    person.plans(...answers, 'Put It There');
    await putIntoKubernetes(node, services);
    await update(services);
    assert.match(seen(), /question: Write the new token of ci there\? \/ • pull secret acme-pull/);
    assert.match(seen(), /The new token of ci is in 1 of 1 places\./);
    assert.deepEqual(passwords('acme-pull'), { [host]: newer.secrets.token.reveal() });
  });

  it('is not made anew where it was taken away', async () => {
    const { services, node } = await deskOf();
    person.plans(...answers, 'Put It There');
    await putIntoKubernetes(node, services);
    objects().delete('secrets', NAMESPACE, 'acme-pull');
    await update(services);
    assert.match(seen(), /in 0 of 1 places\. Nothing is there any longer: pull secret acme-pull/);
    assert.equal(objects().get('secrets', NAMESPACE, 'acme-pull'), undefined);
    assert.deepEqual(await placesOf([token.record], services), []);
  });
});
