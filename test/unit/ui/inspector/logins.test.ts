import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loginsIn } from '../../../../src/ui/inspector/logins.ts';

const file = JSON.stringify({ auths: { 'quay.example.com': { auth: btoa('acme+ci:s3cret-x') } } });

describe('logins in what a person pastes', () => {
  it('are found in each form of the file', async () => {
    const manifest = `kind: Secret\ndata:\n  .dockerconfigjson: ${btoa(file)}\n`;
    for (const text of [file, btoa(file), ` ${btoa(file)}\n`, manifest]) {
      const [login] = (await loginsIn(text)) ?? [];
      assert.equal(login?.host, 'quay.example.com', text);
    }
  });

  it('are not looked for in a token', async () => {
    for (const text of ['eyJh.eyJi.c2ln', ' eyJh.eyJi.\n', 'eyJh.eyJi.c2ln~WyJ4~', 'eyJh', '']) {
      assert.equal(await loginsIn(text), undefined);
    }
  });
});
