/** A part of a text, from `start` up to but not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a secret begins and what ends it. `begin` matches a bounded number of characters and `end`
 * a single place, so hostile text costs no more than other text of its length, and no expression
 * runs out of stack on a long one.
 */
export interface SecretShape {
  /** With group `secret`, the secret begins there; otherwise it follows the match. */
  readonly begin: RegExp;
  /** A match that begins with a backslash is an escape within the secret and not its end. */
  readonly end: RegExp;
  readonly applies?: (secret: string) => boolean;
}

const names = '(?:token|password|passwd|secret|api_?key|assertion|auth)';

const common: readonly SecretShape[] = [
  // Authorization: Bearer x · "authorization":"Basic x" · Proxy-Authorization=x
  {
    begin: /authorization["']?[ \t]{0,8}[:=][ \t]{0,8}["']?(?:[a-z-]{1,20} (?=[^\s"',]))?/dgi,
    end: /[\s"',]/g,
  },
  // Bearer x · Basic x; but not `Basic authentication` or `bearer token`
  {
    begin: /\b(?:Bearer|Basic)[ \t]{1,8}/dgi,
    end: /[^A-Za-z0-9._~+/=:-]/g,
    applies: (text) => text.length >= 24 || !/^[A-Za-z][a-z]*(?:[.:-][a-z]*)?$/.test(text),
  },
  // ?token=x · &access_token=x · password=x
  { begin: new RegExp(`${names}=(?!(?:true|false)\\b)`, 'dgi'), end: /[&\s#"'<>]/g },
  // "access_token": "x", as in JSON, and password: 'x', as an object is printed
  { begin: new RegExp(`${names}["']?[ \\t]{0,8}:[ \\t]{0,8}"`, 'dgi'), end: /["\r\n]|\\./g },
  { begin: new RegExp(`${names}["']?[ \\t]{0,8}:[ \\t]{0,8}'`, 'dgi'), end: /['\r\n]|\\./g },
  // JWT (three parts) and JWE (five), signed or not
  {
    begin: /(?<secret>eyJ)/dg,
    end: /[^A-Za-z0-9._-]/g,
    applies: (text) => text.length >= 20 && text.includes('.', text.indexOf('.') + 1),
  },
  // Secrets whose makers gave them a prefix to be found by
  {
    begin:
      /\b(?<secret>(?:gh[oprsu]_|github_pat_|gl(?:pat|dt|cbt|rt|ptt|soat|ft|imt|agent|ffct|wt)-|dckr_[op]at_|hv[bs]\.|npm_|pypi-)\w{10})/dg,
    end: /[^\w.-]/g,
  },
  { begin: /(?<secret>-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)/dg, end: /-----END/g },
];

let ofLanguages: readonly SecretShape[] = [];

/** Has the shapes of more languages recognized from now on; called once, at start-up. */
export function setSecretShapes(shapes: readonly SecretShape[]): void {
  ofLanguages = shapes;
}

/** The parts of a text that look like secrets, whether or not we know them. */
export function* secretShapes(text: string): Generator<Span> {
  for (const shape of [...common, ...ofLanguages]) yield* spans(text, shape);
  yield* userInfos(text);
}

function* spans(text: string, { begin, end, applies }: SecretShape): Generator<Span> {
  begin.lastIndex = 0;
  for (let found = begin.exec(text); found !== null; found = begin.exec(text)) {
    const start = found.indices?.groups?.['secret']?.[0] ?? begin.lastIndex;
    const span = { start, end: endOf(text, begin.lastIndex, end) };
    if (applies?.(text.slice(span.start, span.end)) !== false) yield span;
    begin.lastIndex = span.end;
  }
}

function endOf(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    if (!found[0].startsWith('\\')) return found.index;
  }
  return text.length;
}

/** `user:password@` in an address, or whatever else stands in that place. */
function* userInfos(text: string): Generator<Span> {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    const end = text.slice(start, endOf(text, start, /[\s/?#"'<>]/g)).lastIndexOf('@');
    if (end > 0) yield { start, end: start + end };
  }
}
