import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import {
  accountsFileVariable,
  commandId,
  commandIds,
  contextKeys,
  prefix,
  settingNames,
  toolId,
  toolNames,
  viewId,
} from '../../../src/ids.ts';
import { severalWord } from '../../../src/registries/contract/action-id.ts';
import { actionCommands, kinds } from '../../../src/registries/kinds.ts';
import { withActions } from '../../tools/manifest/write.ts';
import { root } from '../../tools/paths.ts';
import {
  clauses,
  contributedCommands,
  contributedSettings,
  manifest,
  menuItems,
  namesInClauses,
  readText,
  sorted,
  words,
} from './manifest.ts';

const { contributes } = manifest;

describe('identifiers of package.json and of src/ids.ts', () => {
  it('name the same commands, each once, beside those of the actions that kinds declare', () => {
    const names = [...commandIds, ...actionCommands().keys()];
    assert.deepEqual([...contributedCommands].sort(), names.map(commandId).sort());
  });

  it('name the same tools for language models', () => {
    const { languageModelTools } = contributes;
    assert.deepEqual(
      languageModelTools.map(({ name }) => name),
      toolNames.map(toolId),
    );
    for (const { when } of languageModelTools) assert.equal(when, 'isWorkspaceTrusted');
  });

  it('name the same settings', () => {
    assert.deepEqual(sorted(contributedSettings), sorted(settingNames.map(withPrefix)));
  });

  it('name the same view, in its container', () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    assert.deepEqual(
      sorted(containers.map(({ id }) => id)),
      sorted(Object.keys(contributes.views)),
    );
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(
      views.map(({ id }) => id),
      [viewId],
    );
    for (const { view } of contributes.viewsWelcome) assert.equal(view, viewId);
  });

  it('name the same context keys', () => {
    const named = namesInClauses(prefix);
    named.delete(viewId.slice(prefix.length + 1));
    for (const event of contributes.walkthroughs
      .flatMap(({ steps }) => steps)
      .flatMap((step) => step.completionEvents)) {
      const [, name] = /^onContext:\w+\.(\w+)$/.exec(event) ?? [];
      if (name !== undefined) named.add(name);
    }
    assert.deepEqual(sorted(named), sorted(contextKeys));
  });

  it('mention the environment variable where its setting is described', () => {
    assert.match(words['config.accountsFile'] ?? '', new RegExp(accountsFileVariable));
  });
});

describe('package.json', () => {
  it('has what the kinds declare of their actions, as `npm run manifest` writes it', async () => {
    const texts = {
      manifest: await readText('package.json'),
      words: await readText('package.nls.json'),
    };
    assert.deepEqual(await withActions(texts, kinds), texts);
  });

  it('activates after start-up and for nothing else', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
  });

  it('has scripts that run something', () => {
    for (const [name, script] of Object.entries(manifest.scripts)) {
      const [, tool] = /bootstrap\.mjs ([\w-]+)/.exec(script) ?? [];
      const file = path.join(root, 'test', 'tools', `${tool ?? ''}.ts`);
      assert.ok(tool === undefined || existsSync(file), `npm run ${name}`);
    }
  });

  it('has only commands in its menus that exist', () => {
    const submenus = contributes.submenus.map(({ id }) => id);
    const unknown = menuItems.filter(({ command, submenu }) =>
      command === undefined
        ? !submenus.includes(submenu ?? '')
        : !contributedCommands.includes(command),
    );
    assert.deepEqual(unknown, []);
  });

  it('restricts only settings that exist, and every setting that names a file', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const unknown = restrictedConfigurations.filter((name) => !contributedSettings.includes(name));
    assert.deepEqual(unknown, []);
    assert.ok(restrictedConfigurations.includes(`${prefix}.accountsFile`));
  });

  it('lets a workspace change no setting, but offer presets while it is trusted', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const [name, { scope }] of Object.entries(contributes.configuration.properties)) {
      if (name === `${prefix}.presets`) assert.ok(restrictedConfigurations.includes(name));
      else assert.match(scope, /^(application|machine)$/, name);
    }
  });

  it('points to commands, context keys and pictures that exist in its walkthrough', () => {
    for (const { media, completionEvents } of contributes.walkthroughs.flatMap((w) => w.steps)) {
      assert.ok(existsSync(path.join(root, media.svg)), media.svg);
      for (const event of completionEvents) assert.ok(isKnown(event), event);
    }
  });

  it('links to commands that exist in its texts', () => {
    for (const [key, text] of Object.entries(words)) {
      for (const [, command = ''] of text.matchAll(/\(command:([\w.]+)\)/g)) {
        const isOfEditor = command === 'workbench.trust.manage';
        assert.ok(isOfEditor || contributedCommands.includes(command), `${key}: ${command}`);
      }
    }
  });

  it('asks in its menus for words that rows have', async () => {
    const drawing = stringsOf(await readText('src/ui/tree/render.ts'));
    const actions = [...actionCommands().values()];
    const asked = clauses.flatMap((clause) => [...clause.matchAll(/\\b(\w+)\\b/g)]);
    const strange = asked
      .map(([, word = '']) => word)
      .filter((word) => !drawing.has(word) && !actions.includes(word))
      .filter((word) => !actions.map(severalWord).includes(word));
    assert.deepEqual(strange, []);
  });
});

describe('the table of handlers', () => {
  it('has one handler for each command', async () => {
    const source = await readText('src/ui/commands/index.ts');
    assert.deepEqual(sorted(handlerNames(source)), sorted(commandIds));
  });

  it('is held complete by the compiler', async () => {
    const source = await readText('src/ui/doors/commands.ts');
    assert.match(source, /type Handlers = Readonly<Record<CommandName, Handler>>;/);
  });
});

const withPrefix = (name: string): string => `${prefix}.${name}`;

/** Whether a completion event of a walkthrough can ever come. */
function isKnown(event: string): boolean {
  const [kind, name = ''] = event.split(':', 2);
  switch (kind) {
    case 'onCommand':
      return contributedCommands.includes(name);
    case 'onContext':
      return contextKeys.some((key) => withPrefix(key) === name);
    default:
      return false;
  }
}

function parse(source: string): ts.SourceFile {
  return ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
}

/** The texts of a source; those that list words with semicolons, word by word. */
function stringsOf(source: string): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isTemplateTail(node)) {
      for (const word of node.text.split(';')) found.add(word);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(source));
  return found;
}

/** The commands of the table of handlers: those that are returned, and those that are spread in. */
function handlerNames(source: string): string[] {
  const names: string[] = [];
  const add = ({ properties }: ts.ObjectLiteralExpression) =>
    names.push(...properties.flatMap(({ name }) => name?.getText() ?? []));
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression && isObject(node.expression)) {
      add(node.expression);
    }
    if (ts.isVariableDeclaration(node) && node.initializer && isObject(node.initializer)) {
      add(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(source));
  return names;
}

const isObject = (node: ts.Node): node is ts.ObjectLiteralExpression =>
  ts.isObjectLiteralExpression(node);
