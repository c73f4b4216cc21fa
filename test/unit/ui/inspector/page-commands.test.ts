import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, it } from 'node:test';
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair } from 'jose';
import { day } from '../../../../src/core/duration.ts';
import { until } from '../../../../src/core/lifetime.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { decodeJwt } from '../../../../src/jwt/decode.ts';
import { verifyWithJwks } from '../../../../src/jwt/verify.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Inspector } from '../../../../src/ui/inspector/inspector.ts';
import type { Services } from '../../../../src/ui/services.ts';
import { now, openDesk, pages, registryOf, row } from '../fakes/desk.ts';
import { editor, enter, escape, person } from '../fakes/editor.ts';
import { issued } from '../../vault/window.ts';
import { quayClaims, token as tokenOf } from '../../jwt/tokens.ts';

const { Inspector: Page } = await import('../../../../src/ui/inspector/inspector.ts');
const { copyPublicKey, signTestToken } =
  await import('../../../../src/ui/commands/sign-test-token.ts');
const { decryptToken } = await import('../../../../src/ui/commands/decrypt-token.ts');
const { copyAsMarkdown } = await import('../../../../src/ui/commands/copy-as-markdown.ts');
const { verifySignature } = await import('../../../../src/ui/commands/verify-signature.ts');
const { compareTokens } = await import('../../../../src/ui/commands/compare.ts');
/** Without a row: which value is asked. */
const copyClaim = (services: Services) => copyClaimOf(undefined, services);

const { decodeJwt: decodeShown } = await import('../../../../src/ui/commands/decode.ts');
const { copyInspected, copyClaim: copyClaimOf } =
  await import('../../../../src/ui/commands/copy-claim.ts');

/** A window with an inspector that shows a token. */
async function showing(
  text?: string,
  listed: readonly Item[] = [],
): Promise<{
  readonly services: Services;
  readonly inspector: Inspector;
  readonly node: (item: Item) => unknown;
  readonly clock: { advance(milliseconds: number): void };
}> {
  const { services, node, clock } = await openDesk(registryOf({ roots: () => pages(listed) }));
  const inspector = new Page({
    extensionUri: { fsPath: '/nowhere' } as never,
    files: { script: '', style: '' },
    clock: services.clock,
    lives: services.lives,
    run: () => undefined,
  });
  if (text !== undefined) await inspector.show({ token: new Secret(text) });
  const door = { open: () => Promise.resolve(inspector) } as unknown as Services['inspector'];
  return { services: { ...services, inspector: door }, inspector, node, clock };
}

const summary = ({ shown }: Inspector): string => shown?.title ?? '';
const keyOf = ({ shown }: Inspector) => shown?.testKey;

/** Of each page that was drawn, whether the keyboard stayed where it was. */
const quietness = (): unknown[] =>
  person.pages
    .map((page) => Object(page) as Record<string, unknown>)
    .filter(({ type }) => type === 'page')
    .map(({ quiet }) => quiet);
const headline = ({ verification }: Inspector): string =>
  verification.kind === 'done' ? verification.check.message : verification.kind;

describe('a token at a glance', () => {
  beforeEach(() => person.reset());

  it('leaves the keyboard where it is, until something is shown to be read', async () => {
    const { inspector } = await showing();
    const token = new Secret(tokenOf(quayClaims));
    await inspector.show({ token }, true);
    await inspector.show({ token }, true);
    await inspector.show({ token });
    assert.deepEqual(quietness(), [true, true, false]);
  });

  it('leaves the keyboard to the question that follows', async () => {
    for (const ask of [verifySignature, copyAsMarkdown, copyClaim]) {
      person.reset();
      const { services, inspector } = await showing();
      person.clipboard = tokenOf(quayClaims);
      person.plans(escape);
      await ask(services);
      assert.ok(inspector.shown !== undefined);
      assert.deepEqual(quietness(), [true]);
    }
  });

  it('takes the keyboard where nothing but the page was asked for', async () => {
    const { services } = await showing();
    person.clipboard = tokenOf(quayClaims);
    await decodeShown(services);
    assert.deepEqual(quietness(), [false]);
  });
});

it('says how long a token lives in the same turn as rows and status bar, also after a sleep', async () => {
  person.reset();
  const { clock, inspector } = await showing();
  await inspector.show({ token: new Secret(tokenOf({ sub: 'me', exp: now / 1000 + 7_200 })) });
  person.panels[0]?.says({ type: 'ready' });
  const said = () => /expire[sd] [^",]*/.exec(JSON.stringify(person.pages.at(-1)))?.[0];
  assert.equal(said(), 'expires in 2 hours');
  // The machine sleeps: its timers stand still.
  clock.advance(3 * 3_600_000);
  assert.equal(said(), 'expires in 2 hours');
  editor.focus();
  assert.equal(said(), 'expired 60 minutes ago');
  inspector.dispose();
});

it('a row that is clicked twice is shown in one page', async () => {
  person.reset();
  const { inspector } = await showing();
  const token = new Secret(tokenOf({ sub: 'clicked' }));
  await Promise.all([inspector.show({ token }, true), inspector.show({ token }, true)]);
  assert.equal(summary(inspector), 'clicked');
  assert.equal(person.panels.length, 1);
});

it('a tab is called what its token is, with nothing in it that turns or hides text', async () => {
  person.reset();
  const { inspector } = await showing(tokenOf({ sub: 'x\u202enimda' }));
  const [panel] = person.panels;
  assert.equal(panel?.title, 'x\\u202enimda');
  await inspector.show({ token: new Secret(tokenOf({ sub: 'ci' })), title: 'deploy\u2066' });
  assert.equal(panel.title, 'deploy\\u2066');
});

describe('a page that was closed', () => {
  beforeEach(() => person.reset());

  it('is opened again for the next token, though the editor tells late that it is gone', async () => {
    const { inspector } = await showing(tokenOf(quayClaims));
    const [first] = person.panels;
    assert.ok(first !== undefined);
    first.isGone = true;
    await inspector.show({ token: new Secret(tokenOf({ sub: 'next' })) });
    first.dispose();
    assert.equal(summary(inspector), 'next');
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(summary(inspector), 'next');
    assert.equal(person.panels.length, 2);
    person.panels[1]?.dispose();
    assert.equal(inspector.shown, undefined);
  });
});

describe('a test token', () => {
  beforeEach(() => person.reset());

  it('is signed with a key of its own, marked, and checked with the public one', async () => {
    const { services, inspector } = await showing();
    person.plans('ES256', '1 hour', '{"iss":"i","sub":"me","exp":5}');
    await signTestToken(services);
    assert.equal(summary(inspector), 'Test token: me at i');
    person.plans('PEM');
    await copyPublicKey(services);
    const pem = person.clipboard;
    assert.match(pem, /^-----BEGIN PUBLIC KEY-----/);
    await copyInspected(services);
    const copied = person.clipboard;
    const decoded = decodeJwt(copied);
    assert.equal(decoded.kind, 'jwt');
    const { iat, exp } = decoded.claims.values;
    assert.equal(Number(exp) - Number(iat), 3600);
    assert.equal((await verifyWithJwks(copied, pem)).state, 'valid');
    person.plans('Key of this test token');
    await verifySignature(services);
    assert.match(headline(inspector), /valid under the key registry-tokens-test-/);
    const [, , signature = ''] = copied.split('.');
    assert.ok(!JSON.stringify(person.pages).includes(signature));
    assert.match(JSON.stringify(person.pages), /A test token: me at i/);
    await services.clipboard.close();
  });

  it('is signed again with the same key, until something else is shown', async () => {
    const { services, inspector } = await showing();
    person.plans('EdDSA', 'Without an end', '{"sub":"one"}');
    await signTestToken(services);
    const key = inspector.shown?.testKey;
    person.plans('The same key again', 'As the claims say', '{"sub":"two"}');
    await signTestToken(services);
    assert.equal(summary(inspector), 'Test token: two');
    assert.equal(inspector.shown?.testKey, key);
    assert.ok(!('d' in (key?.publicJwk ?? {})));
    await inspector.show({ token: new Secret(tokenOf(quayClaims)) });
    assert.equal(keyOf(inspector), undefined);
    await copyPublicKey(services);
    assert.match(person.seen.join(), /Only of a test token/);
  });

  it('has claims that are looked at while they are written', async () => {
    const { services, inspector } = await showing();
    for (const [claims, expected] of [
      ['{"a":', /is not JSON/],
      ['[]', /are a JSON object/],
      ['{"a":1,"a":2}', /twice/],
      ['{"exp":"soon"}', /not a number/],
    ] as const) {
      person.plans('ES256', '1 day', claims, escape);
      await signTestToken(services);
      assert.match(person.seen.at(-1) ?? '', expected);
    }
    assert.equal(inspector.shown, undefined);
  });

  it('begins with the claims of the token that is shown, and can have ended', async () => {
    const { services, inspector } = await showing(tokenOf(quayClaims));
    person.plans('ES384', 'Expired an hour ago', enter);
    await signTestToken(services);
    assert.match(summary(inspector), /^Test token: .*acme\+ci at quay/);
    assert.match(JSON.stringify(person.pages.at(-1)), /expired/i);
  });
});

describe('an encrypted token', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const encrypt = (content: string) =>
    new CompactEncrypt(Buffer.from(content))
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: 'outer' })
      .encrypt(pair.publicKey);
  beforeEach(() => person.reset());

  it('shows its claims once a key was given, and nothing of the key', async () => {
    const { services, inspector } = await showing(await encrypt('{"sub":"me","iss":"i"}'));
    person.plans('Paste a private key…', pem);
    await decryptToken(services);
    assert.equal(summary(inspector), 'me at i');
    const seen = JSON.stringify([person.seen, person.pages, person.log]);
    assert.ok(!seen.includes(pem.slice(100, 140)));
    assert.match(JSON.stringify(person.pages), /"JWT","RSA-OAEP","A256GCM"/);
  });

  it('shows the token that was in it, with the header that was around it', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const inner = await new CompactSign(Buffer.from('{"sub":"inner"}'))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    const { services, inspector } = await showing(await encrypt(inner));
    person.files.set('/key.pem', pem);
    person.plans('Private key from a file…', '/key.pem');
    await decryptToken(services);
    assert.equal(summary(inspector), 'inner');
    assert.match(JSON.stringify(person.pages), /Header of the encrypted token.*outer/);
    person.plans('Paste a public key…', JSON.stringify(await exportJWK(publicKey)));
    await verifySignature(services);
    assert.match(headline(inspector), /is valid/);
  });

  it('stays as it is with the wrong key', async () => {
    const { services, inspector } = await showing(await encrypt('{}'));
    person.plans('Paste a private key…', 'x');
    await decryptToken(services);
    assert.match(person.seen.at(-1) ?? '', /not a private key/);
    assert.equal(inspector.shown?.decoded.kind, 'encrypted');
  });
});

describe('two tokens that say nothing of themselves', () => {
  beforeEach(() => person.reset());

  it('are compared by what their accounts know of them', async () => {
    const { services } = await showing();
    const secrets = ['planted-secret-one', 'planted-secret-two'];
    for (const [index, subject] of ['dana', 'eve'].entries()) {
      const made = issued(`a1/${subject}`, secrets[index] ?? '');
      const record = { ...made.record, label: subject, subject, scope: ['pull'] };
      await services.vault.tokens.keep({ ...made, record });
    }
    person.plans('dana', 'eve');
    await compareTokens(undefined, services);
    const shown = JSON.stringify(person.pages.at(-1));
    assert.match(shown, /"title":"What is known of it here"/);
    assert.match(shown, /"name":"Acts as","difference":"changed"/);
    assert.match(shown, /"name":"May","difference":"same"/);
    for (const secret of secrets) assert.ok(!shown.includes(secret));
    assert.deepEqual(person.left, []);
  });
});

describe('a token that was pasted with more around it', () => {
  beforeEach(() => person.reset());

  it('is copied alone', async () => {
    const text = tokenOf(quayClaims);
    const { services } = await showing(`curl -H "Authorization: Bearer ${text}" https://h/`);
    await copyInspected(services);
    assert.equal(person.clipboard, text);
  });
});

describe('tokens whose secrets are not here', () => {
  beforeEach(() => person.reset());

  it('are compared by what their registry lists', async () => {
    const [dana, eve] = ['dana', 'eve'].map((subject) => {
      const { record } = issued(`a1/${subject}`);
      const lifetime = until(now + (subject === 'dana' ? day : 3 * day));
      return row(subject, { token: { ...record, subject, lifetime } });
    });
    assert.ok(dana !== undefined && eve !== undefined);
    const { services, node } = await showing(undefined, [dana, eve]);
    person.plans('A token of an account…', { searches: 'eve' }, 'eve');
    await compareTokens(node(dana), services);
    const page = person.pages.at(-1) as { page: { left: unknown; right: unknown } } | undefined;
    assert.deepEqual(page?.page.left, {
      title: 'dana',
      summary:
        'A token whose secret is not here: dana at acme, may acme/web: write, expires in 24 hours',
    });
    const shown = JSON.stringify(page);
    assert.match(shown, /"name":"Acts as","difference":"changed"/);
    assert.match(shown, /"name":"May","difference":"same"/);
    assert.match(shown, /"name":"Ends","difference":"changed","note":"2 days later"/);
    assert.deepEqual(person.left, []);
  });

  it('are compared with a token that is', async () => {
    const { record } = issued('a1/dana');
    const listed = row('dana', { token: { ...record, subject: 'dana' } });
    const { services, node } = await showing(undefined, [listed]);
    const held = issued('a1/ci', tokenOf(quayClaims));
    await services.vault.tokens.keep(held);
    person.plans('ci');
    await compareTokens(node(listed), services);
    const shown = JSON.stringify(person.pages.at(-1));
    assert.match(shown, /"name":"Acts as","difference":"changed"[^}]*"left":"\\"dana\\""/);
    assert.match(shown, /"right":"\\"acme\+ci\\""/);
  });
});

describe('what is shown, as Markdown', () => {
  beforeEach(() => person.reset());
  const claims = {
    ...quayClaims,
    name: 'Ann | <b>`Planted`</b>',
    'https://acme.example/team': 'secret-team',
  };
  const text = tokenOf(claims, { alg: 'RS256', kid: 'key-of-acme' });

  const copied = async (choice: string): Promise<string> => {
    const { services } = await showing(text);
    person.plans(choice);
    await copyAsMarkdown(services);
    return person.clipboard;
  };

  it('has every value when that is wanted, and never the token', async () => {
    const markdown = await copied('With every value');
    for (const part of text.split('.')) assert.ok(!markdown.includes(part.slice(0, 20)));
    assert.match(markdown, /secret\\-team/);
    assert.match(markdown, /The signature has 256 bytes; it is not shown/);
    assert.ok(!markdown.includes('<b>') && !/[^\\]`/.test(markdown));
    for (const line of markdown.split('\n').filter((row) => row.startsWith('|'))) {
      assert.equal(line.match(/(?<!\\)\|/g)?.length, 4, line);
    }
  });

  it('has nothing that tells whose it is, when that is wanted', async () => {
    const markdown = await copied('Without identifying values');
    for (const value of ['Ann', 'Planted', 'acme', 'quay', 'secret', 'ci', 'repository']) {
      assert.doesNotMatch(markdown, new RegExp(`\\b${value}\\b`), value);
    }
    assert.match(markdown, /RS256/);
    assert.match(markdown, /expires|expired/);
  });
});

describe('a token with several signatures, or with its content elsewhere', () => {
  beforeEach(() => person.reset());

  it('is checked for the one that was chosen, whose header is shown', async () => {
    const payload = Buffer.from('{"sub":"x"}').toString('base64url');
    const made = await Promise.all(
      ['one', 'two'].map(async (kid) => {
        const { privateKey, publicKey } = await generateKeyPair('ES256');
        const signed = await new CompactSign(Buffer.from('{"sub":"x"}'))
          .setProtectedHeader({ alg: 'ES256', kid })
          .sign(privateKey);
        const [header, , signature] = signed.split('.');
        const jwk = { ...(await exportJWK(publicKey)), kid };
        return { jwk, entry: { protected: header, signature } };
      }),
    );
    const text = JSON.stringify({ payload, signatures: made.map(({ entry }) => entry) });
    const { services, inspector } = await showing(text);
    person.plans('Signature 2', 'Paste a public key…', JSON.stringify(made[1]?.jwk));
    await verifySignature(services);
    assert.match(headline(inspector), /valid under the key two/);
    assert.deepEqual(quietness(), [false, true], 'the next question has the keyboard');
    assert.equal(inspector.shown?.signature, 1);
    person.plans('Signature 1', 'Paste a public key…', JSON.stringify(made[1]?.jwk));
    await verifySignature(services);
    assert.match(headline(inspector), /names the key “one”, which is not among/);
  });

  it('says on its page why no key could be had, also once the message is gone', async () => {
    const desk = await showing(tokenOf({ sub: 'me' }));
    const failure = new RegistryError('unreachable', 'acme cannot be reached: it is gone.');
    const sessions = { registry: () => Promise.reject(failure) };
    const services = { ...desk.services, sessions } as unknown as Services;
    person.plans('Keys of acme', escape);
    await verifySignature(services);
    assert.equal(headline(desk.inspector), failure.message);
    person.plans(escape);
    await verifySignature(services);
    assert.equal(headline(desk.inspector), failure.message);
  });

  it('is checked over what a file or the clipboard holds', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const signed = await new CompactSign(Buffer.from('the content'))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    const key = JSON.stringify(await exportJWK(publicKey));
    const { services, inspector } = await showing(signed.replace(/\.[^.]+\./, '..'));
    person.files.set('/content', 'the content');
    person.plans('In a file…', '/content', 'Paste a public key…', key);
    await verifySignature(services);
    assert.match(headline(inspector), /is valid/);
    person.clipboard = 'another content';
    person.plans('In the clipboard', 'Paste a public key…', key);
    await verifySignature(services);
    assert.match(headline(inspector), /is invalid/);
    const before = inspector.verification;
    person.plans(escape);
    await verifySignature(services);
    assert.equal(inspector.verification, before);
  });
});
