import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';

/**
 * The options that a command was called with. Ends the process with a sentence and the usage where
 * they cannot be read, and with the usage alone for `--help`.
 * @param usage the command with its options, as one types it
 */
export function readArguments<T extends ParseArgsOptionsConfig>(usage: string, options: T) {
  try {
    if (process.argv.includes('--help')) {
      console.log(usage);
      process.exit(0);
    }
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`);
    process.exit(1);
  }
}
