import type { Memory } from '../../wizard/memory.ts';

const name = 'runs';

/** Whether tokens were ever given to commands here: then every window is ready to from its start. */
export const usedBefore = (memory: Memory): boolean => memory.kept(name) === true;

export const keepUsed = (memory: Memory): Promise<void> => memory.keep(name, true);
