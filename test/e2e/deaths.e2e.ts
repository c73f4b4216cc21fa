import assert from 'node:assert/strict';
import { waitFor } from './driver/index.ts';
import { accounts, Stage } from './deaths/stage.ts';
import { story } from './story.ts';

/** Every how many-th death is died, on demand; `HOST_DEATHS_EVERY=1` for each of them. */
const every = Number(process.env['HOST_DEATHS_EVERY'] ?? 0);

const acme = [accounts.quay, 'acme-platform'] as const;
const robots = '/api/v1/organization/acme-platform/robots/';
const mine = [accounts.jfrog, 'My tokens'] as const;
const jfrogTokens = '/access/api/v1/tokens';
const drpUser = [accounts.drp, 'alice'] as const;
const rokUser = [accounts.rok, 'jdoe'] as const;

/** What a person does as the process dies, and what is true afterwards. */
type Death = (stage: Stage) => Promise<void>;

const robotToken = ({ sandbox }: Stage, name: string): string | undefined =>
  sandbox.quay.world.robots.get(`acme-platform+${name}`)?.token;

async function copies({ window }: Stage, text: () => string | undefined): Promise<void> {
  await waitFor('the token in the clipboard', async () =>
    (await window.readClipboard()) === text() ? true : undefined,
  );
}

/** Asks for a new token of a robot, up to the yes. */
async function regenerate({ window }: Stage, robot: string): Promise<void> {
  await window.tree.pickFromMenu([...acme, robot], 'Regenerate Token…');
  await window.dialog.waitFor(`Regenerate the token of acme-platform+${robot}?`);
  await window.dialog.click('Regenerate');
}

/** Begins to issue a token that can be refreshed; what follows is the server's and the vault's. */
async function issueRefreshable({ window }: Stage, description: string): Promise<void> {
  await window.tree.clickAction(mine, 'Issue Token…');
  const { title } = await window.quickInput.waitFor(/^Issue Token(?:: Lifetime)?$/);
  if (title === 'Issue Token') await window.quickInput.pick('Something Else…');
  await window.quickInput.choose('Issue Token: Lifetime', '30 days');
  await window.quickInput.waitFor('Issue Token: Scope and Options');
  await window.quickInput.switchOn('Refreshable');
  await window.quickInput.typeOnPage('Description', description);
  await window.quickInput.accept();
}

const jfrogTokensOf = ({ sandbox }: Stage, wanted: string) =>
  [...sandbox.jfrog.world.tokens.values()].filter(({ description }) => description === wanted);

/** A token that can be refreshed is kept; the process dies while it is refreshed. */
async function dieRefreshing(
  stage: Stage,
  description: string,
  die: () => Promise<void>,
): Promise<void> {
  await stage.window.tree.expand(accounts.jfrog);
  await issueRefreshable(stage, description);
  await stage.window.quickInput.chooseFor('A token of ada was issued.', 'Just Keep It');
  await stage.window.tree.row(...mine, description);
  stage.begin();
  const death = die();
  await stage.window.tree.pickFromMenu([...mine, description], 'Refresh Token');
  await death;
}

/** Its refresh token was sent once, the server has another token now, and the row says so. */
async function isToldOfRefresh(stage: Stage, description: string): Promise<void> {
  await stage.restart([[accounts.jfrog], mine]);
  await stage.window.tree.waitForRow([...mine, description], (row) =>
    row.description.includes('not listed'),
  );
  assert.equal(jfrogTokensOf(stage, description).filter(({ isRevoked }) => !isRevoked).length, 1);
  assert.equal(stage.sent('POST', jfrogTokens), 1);
}

const deaths: Readonly<Record<string, Death>> = {
  'keeps a robot’s token, before its secret is stored': (stage) =>
    isKeptAgain(stage, 'before', 'release'),

  'keeps a robot’s token, after its secret is stored': (stage) =>
    isKeptAgain(stage, 'after', 'mirror'),

  'regenerates a robot’s token, as the request was read': async (stage) => {
    await stage.window.tree.expand(accounts.quay);
    await stage.window.tree.expand(...acme);
    const before = robotToken(stage, 'ci');
    const death = stage.dieAtRequest(stage.sandbox.quay.faults, {
      method: 'POST',
      path: `${robots}ci/regenerate`,
    });
    await regenerate(stage, 'ci');
    await death;
    await stage.restart([[accounts.quay], acme]);
    await stage.window.tree.pickFromMenu([...acme, 'ci'], 'Copy Token');
    await copies(stage, () => robotToken(stage, 'ci'));
    assert.notEqual(robotToken(stage, 'ci'), before);
    assert.equal(stage.sent('POST', 'regenerate'), 1);
  },

  'creates a robot, as the request arrived': async (stage) => {
    const { window, sandbox } = stage;
    await window.tree.expand(accounts.quay);
    const death = stage.dieBeforeRequest(sandbox.quay.faults, {
      method: 'PUT',
      path: `${robots}mortal`,
    });
    await window.tree.clickAction(acme, 'Create Robot…');
    await window.quickInput.answer('Create Robot in acme-platform: Name', 'mortal');
    await window.quickInput.answer('Create Robot in acme-platform: Description', '');
    await window.quickInput.answer('Create Robot in acme-platform: Permissions', '');
    await death;
    await stage.restart([[accounts.quay], acme]);
    await window.tree.row(...acme, 'ci');
    await window.tree.waitForNoRow(...acme, 'mortal');
    assert.equal(stage.sent('PUT', robots), 1);
  },

  'issues a token of JFrog, as the request was read': async (stage) => {
    await stage.window.tree.expand(accounts.jfrog);
    const death = stage.dieAtRequest(stage.sandbox.jfrog.faults, {
      method: 'POST',
      path: `*${jfrogTokens}`,
    });
    await issueRefreshable(stage, 'mortal');
    await death;
    await isListedOnce(stage, 'mortal');
  },

  'issues a token of JFrog, before its secret is stored': async (stage) => {
    await stage.window.tree.expand(accounts.jfrog);
    const death = stage.dieAtStorage('before', '$setPassword', 'unborn');
    await issueRefreshable(stage, 'unborn');
    await death;
    await isListedOnce(stage, 'unborn');
  },

  'refreshes a token, as the request was read': async (stage) => {
    const { faults } = stage.sandbox.jfrog;
    await dieRefreshing(stage, 'refreshed', () =>
      stage.dieAtRequest(faults, { method: 'POST', path: `*${jfrogTokens}` }),
    );
    await isToldOfRefresh(stage, 'refreshed');
  },

  'refreshes a token, before the new pair is stored': async (stage) => {
    await dieRefreshing(stage, 'lost pair', () =>
      stage.dieAtStorage('before', '$setPassword', 'lost pair'),
    );
    await isToldOfRefresh(stage, 'lost pair');
  },

  'issues a token of Digital Rebar, as the request was read': async (stage) => {
    const { window, sandbox } = stage;
    await window.tree.expand(accounts.drp);
    const issued = () =>
      [...sandbox.drp.world.tokens.values()].filter(({ user }) => user === 'alice').length;
    const before = issued();
    const death = stage.dieAtRequest(sandbox.drp.faults, { path: '*/users/alice/token' });
    await window.tree.pickFromMenu(drpUser, 'Issue Token…');
    await window.quickInput.choose('Issue Token for alice: Rights', 'Everything alice may do');
    await window.quickInput.choose('Issue Token for alice: Lifetime', '30 days');
    await death;
    await stage.restart([[accounts.drp]]);
    await window.tree.row(...drpUser);
    assert.ok(issued() <= before + 1, 'a token was issued twice');
    assert.equal(stage.sent('GET', '/users/alice/token'), 1);
  },

  'issues a token of Rok Registry, as the command was read': async (stage) => {
    const { window, sandbox } = stage;
    await window.tree.expand(accounts.rok);
    const before = sandbox.rok.world.tokens.length;
    const death = stage.dieAtRequest(sandbox.rok.kube.faults, { path: '*/exec' });
    await window.tree.pickFromMenu(rokUser, 'Issue Token…');
    await window.quickInput.choose('Issue Token: Lifetime', '30 days');
    await window.quickInput.waitFor('Issue Token: For whom');
    await window.quickInput.accept();
    await death;
    await stage.restart([[accounts.rok]]);
    await window.tree.row(...rokUser);
    assert.ok(sandbox.rok.world.tokens.length <= before + 1);
    assert.ok(stage.sent('GET', 'token-create') <= 1, 'a command was sent twice');
  },

  'removes an account, after its tokens’ secrets are gone': async (stage) => {
    const { window } = stage;
    const death = stage.dieAtStorage('before', '$deletePassword', 'signin:');
    await window.tree.pickFromMenu([accounts.quay], 'Remove Account…');
    await window.dialog.waitFor(/^Remove/);
    await window.dialog.click('Remove');
    await death;
    await stage.restart([], true);
    await window.tree.pickFromMenu([accounts.quay], 'Remove Account…');
    await window.dialog.waitFor(/^Remove/);
    await window.dialog.click('Remove');
    await window.tree.waitForNoRow(accounts.quay);
  },
};

/** The token is not kept, or it is whole; and keeping it again works. */
async function isKeptAgain(stage: Stage, when: 'before' | 'after', robot: string): Promise<void> {
  const { window } = stage;
  await window.tree.expand(accounts.quay);
  await window.tree.expand(...acme);
  const death = stage.dieAtStorage(when, '$setPassword', `robot:acme-platform+${robot}`);
  await window.tree.pickFromMenu([...acme, robot], 'Set Active Token');
  await death;
  await stage.restart([[accounts.quay], acme]);
  await window.tree.pickFromMenu([...acme, robot], 'Set Active Token');
  await window.statusBar.waitFor('active');
  await window.tree.pickFromMenu([...acme, robot], 'Copy Token');
  await copies(stage, () => robotToken(stage, robot));
}

/** The server has made it once, and its list shows it. */
async function isListedOnce(stage: Stage, description: string): Promise<void> {
  await stage.restart([[accounts.jfrog], mine]);
  await stage.window.tree.row(...mine, description);
  assert.equal(jfrogTokensOf(stage, description).length, 1);
  assert.equal(stage.sent('POST', jfrogTokens), 1);
}

story(
  'an extension host that is killed',
  () => Stage.start(),
  (step) => {
    step('has an account of each kind', (stage) => stage.importAll());
    for (const [index, [title, die]] of Object.entries(deaths).entries()) {
      if (index % every !== 0) continue;
      step(`loses and doubles nothing when it ${title}`, async (stage) => {
        stage.begin();
        await die(stage);
      });
    }
  },
  every === 0
    ? 'it takes minutes: HOST_DEATHS_EVERY=1'
    : process.platform !== 'linux' && 'the process is looked for in /proc',
);
