import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { verifyWithJwks } from '../../../../src/jwt/verify.ts';
import { Bench, never } from './support.ts';
import { allOf } from '../../all-of.ts';

describe('the key service of Quay', () => {
  it('is the one that the token names, where an administrator has named another', async () => {
    await using bench = await Bench.start();
    bench.quay.settings.keyService = 'acme-quay';
    const registry = bench.registry();
    const keysOf = async (issuer?: string) => (await registry.keys?.(never, issuer))?.keys;
    assert.notDeepEqual(await keysOf('acme-quay'), { keys: [] });
    bench.requests();
    for (const issuer of [undefined, 'https://accounts.example.test', '../../api', '']) {
      assert.deepEqual(await keysOf(issuer), { keys: [] });
    }
    assert.deepEqual(new Set(bench.requests()), new Set(['GET /keys/services/quay/keys']));
  });

  it('tells keys under which the registry’s tokens are valid, and its time', async () => {
    await using bench = await Bench.start();
    const source = await bench.registry().keys?.(never);
    assert.ok(source);
    assert.match(source.origin, /^the key service of /);
    assert.equal(typeof source.skew, 'number');
    const [[user, robot] = []] = bench.quay.world.robots;
    assert.ok(user !== undefined && robot !== undefined);
    const reply = await bench.connection().http.send({
      method: 'GET',
      url: `${bench.quay.url}/v2/auth`,
      authorization: {
        scheme: 'basic',
        user,
        password: new Secret(robot.token),
      },
      signal: never,
    });
    const { token } = JSON.parse(allOf(reply.body)) as { readonly token: string };
    const check = await verifyWithJwks(token, source.keys);
    assert.equal(check.state, 'valid', check.message);
  });
});
