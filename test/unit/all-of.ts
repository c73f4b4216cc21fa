import type { OutsideText } from '../../src/core/outside-text.ts';

/** All that a server or a program said, as a test compares it. */
export const allOf = (text: OutsideText): string => text.read((all) => ({ all })).all;
