import { runCommand } from './commands.ts';
import type { Doors } from './doors.ts';

/** Doors whose code is read when somebody goes through: start-up says and asks nothing. */
export function lateDoors(load: () => Promise<Doors>): Doors {
  return {
    messages: {
      info: async (...said) => (await load()).messages.info(...said),
      warn: async (...said) => (await load()).messages.warn(...said),
      error: async (...said) => (await load()).messages.error(...said),
      confirm: async (...said) => (await load()).messages.confirm(...said),
      confirmDanger: async (...said) => (await load()).messages.confirmDanger(...said),
      brief: (...said) => void load().then(({ messages }) => messages.brief(...said)),
    },
    progress: async (...work) => (await load()).progress(...work),
    steps: {
      pick: async (options) => (await load()).steps.pick(options),
      pickMany: async (options) => (await load()).steps.pickMany(options),
      find: async (options) => (await load()).steps.find(options),
      text: async (options) => (await load()).steps.text(options),
      rows: async (options) => (await load()).steps.rows(options),
      external: async (options) => (await load()).steps.external(options),
    },
    files: { choose: async (options) => (await load()).files.choose(options) },
    run: runCommand,
  };
}
