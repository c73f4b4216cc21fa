// @ts-check
import { element, icon, unseen } from './elements.js';

/** @typedef {import('../../src/ui/inspector/protocol.ts').RowView} RowView */
/** @typedef {import('../../src/ui/inspector/protocol.ts').TableView} TableView */
/** @typedef {import('../../src/ui/inspector/protocol.ts').TableWords} TableWords */

/** Longer values are folded. Characters and lines. */
const foldable = { length: 600, lines: 14 };

/**
 * Claims or header as a table, each row with a button that copies its value. The buttons are one
 * stop for the Tab key; the arrows lead from one to the next.
 *
 * @param {TableView} view
 * @param {TableWords} words
 * @param {(row: string) => void} copy
 */
export function tableSection({ title, rows, rest }, words, copy) {
  const body = element('tbody', { role: 'rowgroup' });
  const buttons = rows.map((row, index) => {
    const label = words.copy.replace('{0}', row.name);
    const button = element(
      'button',
      { class: 'copy', 'aria-label': label, title: label, tabindex: index === 0 ? '0' : '-1' },
      icon('copy'),
    );
    button.addEventListener('click', () => copy(row.id));
    body.append(tableRow(row, button));
    return button;
  });
  body.addEventListener('keydown', (event) => rove(event, buttons));
  const head = element(
    'thead',
    { role: 'rowgroup' },
    element(
      'tr',
      { role: 'row' },
      ...[words.name, words.meaning, words.value].map((name) =>
        element('th', { role: 'columnheader', scope: 'col' }, name),
      ),
    ),
  );
  return [
    element('h2', {}, title),
    element('table', { role: 'table', 'aria-label': title }, head, body),
    ...(rest === '' ? [] : [element('p', { class: 'remark' }, rest)]),
  ];
}

/**
 * @param {RowView} row
 * @param {HTMLButtonElement} button
 */
function tableRow(row, button) {
  const meaning = element('td', { role: 'cell', class: 'meaning' });
  if (row.meaning !== '') meaning.append(element('div', { class: 'gist' }, row.meaning));
  const lines = row.lines.map((line, index) =>
    // Who hears it needs a pause where others see a new line.
    element(
      'div',
      { class: 'line' },
      ...(index > 0 || row.meaning !== '' ? [unseen('; ')] : []),
      line,
    ),
  );
  meaning.append(...lines);
  // The page's moments fill this in for times, behind the time itself.
  lines[0]?.append(element('span', { class: 'relative', 'data-row': row.id }));
  const context = JSON.stringify({
    webviewSection: 'row',
    row: row.id,
    preventDefaultContextMenuItems: true,
  });
  return element(
    'tr',
    { role: 'row', 'data-vscode-context': context },
    element('th', { role: 'rowheader', scope: 'row' }, element('code', {}, row.name)),
    meaning,
    element('td', { role: 'cell', class: 'value' }, value(row.raw), button),
  );
}

/** @param {string} raw */
function value(raw) {
  const lines = raw.split('\n');
  if (raw.length <= foldable.length && lines.length <= foldable.lines) {
    return element('code', {}, raw);
  }
  const beginning = `${(lines[0] ?? '').slice(0, 60)} …`;
  return element(
    'details',
    {},
    element('summary', {}, element('code', {}, beginning)),
    element('code', {}, raw),
  );
}

/**
 * @param {KeyboardEvent} event
 * @param {readonly HTMLButtonElement[]} buttons
 */
function rove(event, buttons) {
  const at = buttons.findIndex((button) => button === event.target);
  if (at < 0) return;
  const last = buttons.length - 1;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
  const target = next === undefined ? undefined : buttons[Math.min(last, Math.max(0, next))];
  if (target === undefined) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  target.focus();
}
