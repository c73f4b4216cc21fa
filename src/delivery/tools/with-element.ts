import { type Element, elementsOf, withoutRemarks } from '../logins/tools/xml.ts';
import { notUnderstood } from './not-understood.ts';
import type { Changed } from './tool.ts';

/** Where an element belongs: below `parent`, which is below `root`. */
export interface ElementPlace {
  readonly file: string;
  readonly root: string;
  readonly parent: string;
  /** Pattern of the names of its like. */
  readonly name: string;
  /** Whether one of its like is the one that it takes the place of. */
  readonly isFormer: (element: Element, text: string) => boolean;
  /** What it is called where it takes the place of another. */
  readonly label: string;
  /** It counts before the others of its like. */
  readonly isFirst?: boolean;
}

/** Sets one element of an XML text: in the place of its former one, or beside its like. */
export function withElement(
  { text, replaced }: Changed,
  { root, parent, name, isFormer, isFirst, label, file }: ElementPlace,
  xml: string,
): Changed {
  const whole = text.trim() === '' ? `<${root}>\n</${root}>\n` : text;
  const plain = withoutRemarks(whole);
  const [top, ...more] = elementsOf(plain, root);
  if (top === undefined || more.length > 0 || top.inner.from === top.to) throw notUnderstood(file);
  const spliced = (from: number, by: string, to = from) =>
    whole.slice(0, from) + by + whole.slice(to);
  const [above] = elementsOf(plain, parent, top.inner);
  if (above === undefined) {
    const block = `  <${parent}>\n    ${xml}\n  </${parent}>\n`;
    return { text: spliced(lineStart(whole, top.inner.to), block), replaced };
  }
  // `<parent/>` has no place within.
  if (above.inner.from === above.to) {
    const block = `<${parent}>\n    ${xml}\n  </${parent}>`;
    return { text: spliced(above.from, block, above.to), replaced };
  }
  const former = elementsOf(plain, name, above.inner).find((one) => isFormer(one, plain));
  if (former !== undefined) {
    const isSame = whole.slice(former.from, former.to) === xml;
    return {
      text: spliced(former.from, xml, former.to),
      replaced: isSame ? replaced : [...replaced, label],
    };
  }
  return isFirst === true
    ? { text: spliced(above.inner.from, `\n    ${xml}`), replaced }
    : { text: spliced(lineStart(whole, above.inner.to), `    ${xml}\n`), replaced };
}

/** The beginning of the line of an end tag, where it is alone there. */
function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(start, at).trim() === '' ? start : at;
}
