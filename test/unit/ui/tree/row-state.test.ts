import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import type * as vscode from 'vscode';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { issued } from '../../vault/window.ts';
import '../fakes/editor.ts';
import { now, openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const day = 24 * 3_600_000;

const { contributes } = JSON.parse(await readFile('package.json', 'utf8')) as {
  readonly contributes: {
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string; readonly when: string }[]>
    >;
  };
};
const menus = contributes.menus['view/item/context'] ?? [];

/** How a row of a token looks and sounds. */
async function drawn(...row: Parameters<typeof itemOf>) {
  const { iconPath, description, accessibilityInformation } = await itemOf(...row);
  const { id, color } = iconPath as vscode.ThemeIcon;
  const look = [id, color?.id].filter(Boolean).join(' ');
  return [look, description, accessibilityInformation?.label];
}

/** A row of a token as the editor gets it. */
async function itemOf(
  more: Partial<TokenRecord>,
  {
    isHeld = true,
    isActive = false,
    serves = '',
    can = [] as readonly ('fetch' | 'refresh')[],
  } = {},
) {
  const record: TokenRecord = {
    ...issued('a1/ci').record,
    path: ['ci'],
    lifetime: until(now + 30 * day),
    ...more,
  };
  const { tree, services, window } = await openDesk(
    registryOf({
      roots: () =>
        pages([row('ci', { type: 'token', token: record, lifetime: record.lifetime, can })]),
    }),
  );
  Object.assign(services.serving, { hostOf: () => (serves === '' ? undefined : serves) });
  if (isHeld) await window.vault.tokens.keep({ record, secrets: { token: new Secret('s') } });
  if (more.keepAlive === true) await window.vault.tokens.setKeepAlive(record.id, true);
  if (isActive) await window.vault.active.set(record.id);
  const [account] = await tree.getChildren();
  const [node] = await tree.getChildren(account);
  assert(node);
  return tree.getTreeItem(node);
}

it('rows tell by icon, in words and aloud how their token stands', async () => {
  assert.deepEqual(await drawn({}), [
    'key',
    '30 d left',
    'ci, token, expires in 30 days, secret kept here',
  ]);
  assert.deepEqual(await drawn({}, { isHeld: false }), [
    'lock',
    '30 d left',
    'ci, token, expires in 30 days, secret not kept here',
  ]);
  assert.deepEqual(await drawn({}, { isHeld: false, can: ['fetch'] }), [
    'key',
    '30 d left',
    'ci, token, expires in 30 days',
  ]);
  assert.deepEqual(await drawn({ keepAlive: true }), [
    'heart',
    '30 d left · kept alive',
    'ci, token, expires in 30 days, kept alive, secret kept here',
  ]);
  assert.deepEqual(await drawn({ keepAlive: true }, { serves: 'quay.io', isActive: true }), [
    'broadcast charts.green',
    'active · 30 d left · kept alive · serves quay.io',
    'ci, token, expires in 30 days, active token, kept alive, serves quay.io, secret kept here',
  ]);
  assert.deepEqual(await drawn({ lifetime: until(now + day / 4) }), [
    'warning list.warningForeground',
    '6 h left',
    'ci, token, expires in 6 hours, near its end, secret kept here',
  ]);
  assert.deepEqual(await drawn({ lifetime: until(now - day * 2) }, { serves: 'quay.io' }), [
    'error list.errorForeground',
    'expired 2 d ago · serves quay.io',
    'ci, token, expired 2 days ago, serves quay.io, secret kept here',
  ]);
  assert.deepEqual(await drawn({ caution: 'It may do more.' }), [
    'report list.warningForeground',
    '30 d left · mind the warning',
    'ci, token, expires in 30 days, mind the warning, secret kept here',
  ]);
});

/** Whether the menu of a row, or its buttons, has a command. */
const isOffered = ({ contextValue = '' }: vscode.TreeItem, command: string): boolean =>
  menus
    .filter((entry) => entry.command === `registryTokens.${command}`)
    .some(({ when }) =>
      when.split(' && ').every((part) => {
        const words = /viewItem =~ \/(.*?)\//.exec(part)?.[1];
        if (words === undefined) return true;
        return new RegExp(words).test(contextValue) !== part.startsWith('!');
      }),
    );

it('rows offer what helps at the end of their token: another one, a refresh, to be kept alive', async () => {
  const offered = async (...row: Parameters<typeof itemOf>) => {
    const item = await itemOf(...row);
    return ['issueAnother', 'refreshToken', 'keepAlive'].map((command) => isOffered(item, command));
  };
  for (const at of [now + day / 4, now - day]) {
    const ending = { lifetime: until(at) };
    assert.deepEqual(await offered(ending), [true, false, false]);
    assert.deepEqual(await offered(ending, { can: ['refresh'] }), [true, true, true]);
    // What is only listed has neither answers nor a refresh token here.
    assert.deepEqual(await offered(ending, { isHeld: false }), [false, false, false]);
  }
  assert.deepEqual(await offered({}), [false, false, false]);
});
