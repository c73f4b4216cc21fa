import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Authority } from '../../../sandbox/tls/authority.ts';
import { failure } from '../../failure.ts';
import { bothRoutes, send } from '../peer.ts';

const authority = await Authority.create('Elsewhere tests');
let served = 0;
const cases = await bothRoutes(authority, () => {
  served += 1;
  return { status: 200, headers: {}, body: 'here' };
});
after(() => Promise.all(cases.map(({ peer }) => peer.close())));

for (const { name, peer, client } of cases) {
  // Any other name that leads here would do as well: what counts is where the connection is.
  const url = name === 'default route' ? peer.url.replace('127.0.0.1', 'localhost') : peer.url;

  describe(`${name}, for what must not be this machine`, () => {
    it('sends nothing here', async () => {
      served = 0;
      const { message } = await failure(send(client, url, { notHere: true }), 'protocol');
      assert.match(message, /leads to this machine, where nothing was asked/);
      assert.equal(served, 0);
    });

    it('sends nothing over a connection that is there', async () => {
      assert.equal((await send(client, url)).body, 'here');
      served = 0;
      await failure(send(client, url, { notHere: true }), 'protocol');
      assert.equal(served, 0);
      assert.equal((await send(client, url)).body, 'here');
    });
  });
}

it('what goes to another server meanwhile is left alone', async () => {
  const [one, other] = cases;
  assert.ok(one && other);
  const url = one.peer.url.replace('127.0.0.1', 'localhost');
  const [, reply] = await Promise.all([
    failure(send(one.client, url, { notHere: true }), 'protocol'),
    send(other.client, other.peer.url),
  ]);
  assert.equal(reply.body, 'here');
});
