// @ts-check
import { element, icon, unseen } from './elements.js';
import { lifeSection } from './life.js';
import { tableSection } from './table.js';

/** @typedef {import('../../src/ui/inspector/protocol.ts').Action} Action */
/** @typedef {import('../../src/ui/inspector/protocol.ts').Moment} Moment */
/** @typedef {import('../../src/ui/inspector/protocol.ts').SignatureView} SignatureView */
/** @typedef {import('../../src/ui/inspector/protocol.ts').TokenPage} TokenPage */

/**
 * What the page asks the extension for.
 *
 * @typedef {object} Wishes
 * @property {(action: Action) => void} act
 * @property {(row: string) => void} copy
 */

/**
 * Draws a token into the page.
 *
 * @param {HTMLElement} page
 * @param {TokenPage} view
 * @param {Wishes} wishes
 */
export function showToken(page, view, { act, copy }) {
  const { title, badges, buttons, tables, words, moment, signature } = view;
  const actions = element('div', { class: 'actions', role: 'group', 'aria-label': words.actions });
  for (const { action, label, primary } of buttons) {
    const button = element('button', { class: primary ? 'primary' : 'secondary' }, label);
    button.addEventListener('click', () => act(action));
    actions.append(button);
  }
  page.replaceChildren(
    element(
      'header',
      {},
      element(
        'div',
        { class: 'title' },
        element('h1', { tabindex: '-1' }, title),
        ...badges.map((badge) => element('span', { class: 'badge' }, badge)),
      ),
      element('p', { id: 'summary' }),
      actions,
    ),
    element('ul', { id: 'warnings', 'aria-label': words.warnings }),
    element('section', { id: 'life' }),
    element('section', { id: 'signature' }),
    ...tables.map((table) => element('section', {}, ...tableSection(table, words, copy))),
  );
  showMoment(page, moment, signature);
}

/** What was drawn last, as text: parts that did not change are left alone. */
let drawn = { warnings: '', life: '', signature: '' };

/**
 * Draws what changes with time and with the check of the signature.
 *
 * @param {HTMLElement} page
 * @param {Moment} moment
 * @param {SignatureView | null} signature
 */
export function showMoment(page, moment, signature) {
  const part = (/** @type {string} */ id) => page.querySelector(`#${id}`);
  if (part('summary')?.childElementCount === 0 && part('summary')?.textContent === '') {
    drawn = { warnings: '', life: '', signature: '' };
  }
  const summary = part('summary');
  if (summary !== null && summary.textContent !== moment.summary) {
    summary.textContent = moment.summary;
  }
  const now = {
    warnings: JSON.stringify(moment.warnings),
    life: JSON.stringify(moment.life),
    signature: JSON.stringify(signature),
  };
  if (now.warnings !== drawn.warnings) showWarnings(part('warnings'), moment);
  if (now.life !== drawn.life) {
    part('life')?.replaceChildren(...(moment.life === null ? [] : lifeSection(moment.life)));
  }
  if (now.signature !== drawn.signature) showSignature(part('signature'), signature);
  drawn = now;
  for (const cell of page.querySelectorAll('[data-row]')) {
    const text = moment.relative[cell.getAttribute('data-row') ?? ''] ?? '';
    if (cell.textContent !== text) cell.textContent = text;
  }
}

/**
 * @param {Element | null} list
 * @param {Moment} moment
 */
function showWarnings(list, { warnings }) {
  list?.toggleAttribute('hidden', warnings.length === 0);
  list?.replaceChildren(
    ...warnings.map(({ severity, name, message, advice }) =>
      element(
        'li',
        { class: severity },
        icon(severity),
        element(
          'div',
          {},
          element('div', { class: 'message' }, unseen(`${name}: `), message),
          element('div', { class: 'advice' }, advice),
        ),
      ),
    ),
  );
}

/**
 * @param {Element | null} section
 * @param {SignatureView | null} signature
 */
function showSignature(section, signature) {
  if (signature === null) {
    section?.replaceChildren();
    return;
  }
  const { title, state, headline, findings, busy } = signature;
  const list = element('ul', { class: 'findings' });
  for (const { outcome, name, text } of findings) {
    list.append(
      element(
        'li',
        { class: outcome },
        icon(outcome),
        element('span', {}, unseen(`${name}: `), text),
      ),
    );
  }
  section?.setAttribute('aria-busy', String(busy));
  section?.replaceChildren(
    element('h2', {}, title),
    element('p', { class: `verdict ${state}` }, icon(state), element('span', {}, headline)),
    ...(findings.length === 0 ? [] : [list]),
  );
}
