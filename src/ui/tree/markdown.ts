import { undisguised } from '../doors/plain-text.ts';

/**
 * Text as Markdown that shows just that text, in one paragraph: what a server or a token says must
 * neither format, nor link, nor show an icon or an image, nor look like another text. `MarkdownString.appendText` escapes as
 * well, but it joins all words with spaces at which no line breaks.
 */
export const markdownText = (text: string): string =>
  undisguised(text.replaceAll(/[\s\x85]+/g, ' '))
    .replaceAll(/[\\`*_{}[\]()#+\-.!~|:@/]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    // Icons are looked for in the finished HTML, where a backslash is gone and an entity still is.
    .replaceAll('$', '&dollar;');
