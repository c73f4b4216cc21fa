import { randomBytes } from 'node:crypto';

/** What the page is made of. */
export interface PageFiles {
  /** A module. */
  readonly script: string;
  readonly style: string;
}

/**
 * The empty page. Only our own script runs, only our own style counts, and nothing is fetched: not
 * even a picture, should a claim ever get itself into the markup.
 *
 * @param language of the words, as a BCP 47 tag
 */
export function pageHtml({ script, style }: PageFiles, language: string): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Registry Tokens</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main id="page"></main>
<div id="status" role="status" class="unseen"></div>
<script type="module" nonce="${nonce}">${script}</script>
</body>
</html>`;
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
