import ts from 'typescript';

/** The sentences of one source file. */
export interface Extracted {
  readonly messages: readonly string[];
  /** One line, with its place, for each call that a translator could not work with. */
  readonly problems: readonly string[];
}

/** The module that exports `t`, as import paths end. */
const translatorModule = /(^|\/)l10n\.ts$/;

/**
 * Finds every `t('…', …)` of a source file. A message must be one string literal, because it is the
 * key that its translations are found by; and placeholders and arguments must belong together.
 * @param file name of the source, for the places in `problems`
 */
export function extractMessages(file: string, source: string): Extracted {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const messages: string[] = [];
  const problems: string[] = [];
  const report = (node: ts.Node, problem: string): void => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    problems.push(`${file}:${line + 1}: ${problem}`);
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const alias = aliasOfTranslator(node);
      if (alias) report(alias, 't is imported under its own name, so that its calls are found');
    } else if (ts.isCallExpression(node)) {
      const handedOn = node.arguments.find(isTranslator);
      if (handedOn) report(handedOn, 't is called where the sentence stands, not handed on');
      if (isTranslator(node.expression)) {
        const [message, ...args] = node.arguments;
        if (message === undefined || !ts.isStringLiteralLike(message)) {
          report(node, 'the message is not one string literal');
        } else {
          messages.push(message.text);
          const problem = placeholderProblem(message.text, args);
          if (problem !== undefined) report(node, problem);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { messages, problems };
}

const isTranslator = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 't';

/** The part of an import that gives `t` another name, or puts it behind one. */
function aliasOfTranslator(statement: ts.ImportDeclaration): ts.Node | undefined {
  const { moduleSpecifier, importClause } = statement;
  if (!ts.isStringLiteral(moduleSpecifier) || !translatorModule.test(moduleSpecifier.text)) {
    return undefined;
  }
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || ts.isNamespaceImport(bindings)) return bindings;
  return bindings.elements.find(({ propertyName }) => propertyName?.text === 't');
}

function placeholderProblem(message: string, args: readonly ts.Expression[]): string | undefined {
  if (args.some(ts.isSpreadElement)) return 'arguments are given one by one, not spread';
  const used = new Set([...message.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
  const missing = [...used].find((index) => index >= args.length);
  if (missing !== undefined) return `{${missing}} has no argument`;
  const idle = args.findIndex((_, index) => !used.has(index));
  return idle === -1 ? undefined : `argument ${idle} is not in the message`;
}
