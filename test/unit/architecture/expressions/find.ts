import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../../../tools/paths.ts';

/** A regular expression of the source, and the first file that has it. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  readonly file: string;
}

/** Every regular expression of `src`, literal or put together, each once. */
export function expressionsOfSource(): Expression[] {
  const found = new Map<string, Expression>();
  for (const file of globSync('src/**/*.ts', { cwd: root }).toSorted()) {
    for (const one of expressionsOf(file, readFileSync(path.join(root, file), 'utf8'))) {
      const key = `/${one.source}/${one.flags}`;
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

/** The regular expressions of a text in TypeScript. */
export function expressionsOf(file: string, code: string): Expression[] {
  const parsed = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1), file });
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isRegExp(node.expression)) {
      const [source, flags] = node.arguments ?? [];
      const own = flags === undefined ? [''] : textsOf(flags, parsed);
      for (const text of source === undefined ? [] : textsOf(source, parsed)) {
        for (const flag of own) found.push({ source: text, flags: flag, file });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

const isRegExp = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'RegExp';

/** What is not known before the program runs is a name of our own. */
const placeholder = 'name';

/** The texts that an expression can become, as far as its own file tells. */
function textsOf(node: ts.Expression, file: ts.SourceFile): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    return [...textsOf(node.whenTrue, file), ...textsOf(node.whenFalse, file)];
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (texts, { expression, literal }) =>
        texts.flatMap((text) =>
          textsOf(expression, file).map((next) => `${text}${next}${literal.text}`),
        ),
      [node.head.text],
    );
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'RegExp.escape') {
    return [placeholder];
  }
  if (ts.isIdentifier(node)) {
    const initializer = initializerOf(node.text, file);
    const isText = initializer !== undefined && isTextual(initializer);
    return isText ? textsOf(initializer, file) : [placeholder];
  }
  throw new Error(`${file.fileName}: nobody can read what ${node.getText()} becomes`);
}

const isTextual = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isConditionalExpression(node);

function initializerOf(name: string, file: ts.SourceFile): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name) found = node.initializer;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
