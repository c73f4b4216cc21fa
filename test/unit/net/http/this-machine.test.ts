import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayBeHere } from '../../../../src/net/http/this-machine.ts';

const hostOf = (url: string) => new URL(url).hostname;

describe('a host name that may be this machine', () => {
  for (const host of [
    ...['localhost', 'LOCALHOST', 'localhost.', 'keys.localhost', 'keys.localhost.'],
    ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0', '0.0.0.0', '127.0.0.1.'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:0.0.0.0]', '[::127.0.0.1]'],
  ]) {
    it(`is ${host}`, () => assert.equal(mayBeHere(hostOf(`https://${host}/`)), true));
  }

  for (const host of [
    ...['example.com', 'localhost.example.com', 'notlocalhost', '0.example.com', '10.0.0.1'],
    ...['[::ffff:8.8.8.8]', '[2001:db8::1]', '128.0.0.1'],
  ]) {
    it(`is not ${host}`, () => assert.equal(mayBeHere(hostOf(`https://${host}/`)), false));
  }
});
