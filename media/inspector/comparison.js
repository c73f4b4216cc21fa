// @ts-check
import { element } from './elements.js';

/** @typedef {import('../../src/ui/inspector/protocol.ts').ComparePage} ComparePage */
/** @typedef {import('../../src/ui/inspector/protocol.ts').ComparedRow} ComparedRow */

/**
 * Draws two tokens side by side.
 *
 * @param {HTMLElement} page
 * @param {ComparePage} view
 */
export function showComparison(page, { title, summary, left, right, tables, words }) {
  const heads = [words.name, left.title, right.title, words.difference];
  page.replaceChildren(
    element(
      'header',
      {},
      element('div', { class: 'title' }, element('h1', { tabindex: '-1' }, title)),
      element('p', { id: 'summary' }, summary),
      element(
        'dl',
        { class: 'sides' },
        ...[left, right].map((side) =>
          element('div', {}, element('dt', {}, side.title), element('dd', {}, side.summary)),
        ),
      ),
    ),
    ...tables.map((table) =>
      element(
        'section',
        {},
        element('h2', {}, table.title),
        element(
          'table',
          { role: 'table', class: 'compared', 'aria-label': table.title },
          element(
            'thead',
            { role: 'rowgroup' },
            element(
              'tr',
              { role: 'row' },
              ...heads.map((name) => element('th', { role: 'columnheader', scope: 'col' }, name)),
            ),
          ),
          element('tbody', { role: 'rowgroup' }, ...table.rows.map(comparedRow)),
        ),
      ),
    ),
  );
}

/** @param {ComparedRow} row */
function comparedRow({ name, difference, note, left, right }) {
  return element(
    'tr',
    { role: 'row', class: difference },
    element('th', { role: 'rowheader', scope: 'row' }, element('code', {}, name)),
    element('td', { role: 'cell', class: 'value left' }, element('code', {}, left)),
    element('td', { role: 'cell', class: 'value right' }, element('code', {}, right)),
    element('td', { role: 'cell', class: 'note' }, note),
  );
}
