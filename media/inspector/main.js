// @ts-check
import { showComparison } from './comparison.js';
import { readMessage } from './messages.js';
import { showMoment, showToken } from './token.js';

/** @typedef {import('../../src/ui/inspector/protocol.ts').FromPage} FromPage */
/** @typedef {import('../../src/ui/inspector/protocol.ts').Page} Page */

// Nothing is ever put into the editor's saved state: what is shown dies with this page.
/** @type {{ postMessage(message: FromPage): void }} */
const editor = /** @type {any} */ (globalThis).acquireVsCodeApi();

/** @param {FromPage} message */
const tell = (message) => editor.postMessage(message);

const page = /** @type {HTMLElement} */ (document.querySelector('#page'));
const status = /** @type {HTMLElement} */ (document.querySelector('#status'));

/** Serial number of what is shown. @type {number | undefined} */
let shown;

/**
 * @param {Page} view
 * @param {boolean} quiet
 */
function show(view, quiet) {
  if (view.kind === 'token') {
    showToken(page, view, {
      act: (action) => tell({ type: 'act', action }),
      copy: (row) => tell({ type: 'copy', row }),
    });
  } else {
    showComparison(page, view);
  }
  window.scrollTo(0, 0);
  // A screen reader begins with the name of what came.
  if (!quiet) page.querySelector('h1')?.focus({ preventScroll: true });
}

window.addEventListener('message', ({ data }) => {
  const message = readMessage(data);
  switch (message?.type) {
    case 'page':
      if (message.serial !== shown) show(message.page, message.quiet);
      shown = message.serial;
      break;
    case 'update':
      showMoment(page, message.moment, message.signature);
      break;
    case 'say':
      status.textContent = message.text;
      break;
    default:
  }
});

tell({ type: 'ready' });
