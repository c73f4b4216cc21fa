// @ts-check
import { element, unseen } from './elements.js';

/** @typedef {import('../../src/ui/inspector/protocol.ts').LifeView} LifeView */

/**
 * The life of a token as a bar to scale, and its times in words.
 *
 * @param {LifeView} life
 */
export function lifeSection({ title, spoken, marks, segments, remark }) {
  const bar = element('div', { class: 'bar', role: 'img', 'aria-label': spoken });
  for (const { kind, from, to } of segments) {
    const part = element('div', { class: `segment ${kind}` });
    part.style.left = percent(from);
    part.style.width = percent(to - from);
    bar.append(part);
  }
  for (const { kind, at } of marks) {
    const tick = element('div', { class: `tick ${kind}` });
    tick.style.left = percent(at);
    bar.append(tick);
  }
  const times = element('dl', { class: 'times' });
  for (const { kind, name, time, utc, relative } of marks) {
    times.append(
      element(
        'div',
        { class: `time ${kind}` },
        element('dt', {}, element('span', { class: 'swatch', 'aria-hidden': 'true' }), name),
        element('dd', { class: 'relative' }, relative),
        element('dd', { class: 'instant', title: utc }, time, unseen(` (${utc})`)),
      ),
    );
  }
  return [
    element('h2', {}, title),
    bar,
    times,
    ...(remark === '' ? [] : [element('p', { class: 'remark' }, remark)]),
  ];
}

/** @param {number} part */
const percent = (part) => `${(part * 100).toFixed(3)}%`;
