import type { BrowserContext } from 'playwright-core';
import { Machine } from '../../unit/vault/fakes.ts';

/** What an extension host has the window keep. */
export type StorageCall = '$setPassword' | '$deletePassword' | '$setValue';

interface Trap {
  readonly call: StorageCall;
  /** Part of what is kept. */
  readonly part: string;
  readonly isAfter: boolean;
  readonly sprung: PromiseWithResolvers<undefined>;
}

const extension = 'registry-tokens.registry-tokens';

/**
 * Stands between the extension host and the window, which keeps what the host tells it to: knows
 * what has been kept, and kills the host at a call of its choice, before or after the window has
 * heard of it. What a dead process had under way does not arrive.
 */
export class HostStorage {
  readonly #kept = new Machine();
  readonly #kill: () => void;
  #trap: Trap | undefined;

  /** @param kill ends the extension host at once */
  constructor(kill: () => void) {
    this.#kill = kill;
  }

  /** Takes its place in windows that are opened or loaded from now on. */
  async watch(context: BrowserContext): Promise<void> {
    await context.exposeFunction('mayHostKeep', (message: readonly number[]) =>
      this.#hear(Buffer.from(message)),
    );
    await context.addInitScript(hearMessages);
  }

  /** What is kept by now. */
  copy(): Machine {
    const copy = new Machine();
    copy.plain = this.#kept.plain;
    for (const [key, value] of this.#kept.secrets) copy.secrets.set(key, value);
    return copy;
  }

  /** Resolves when the host was killed at the next such call. */
  async dieAt(when: 'before' | 'after', call: StorageCall, part: string): Promise<void> {
    const sprung = Promise.withResolvers<undefined>();
    this.#trap = { call, part, isAfter: when === 'after', sprung };
    await sprung.promise;
  }

  /** Whether the window hears of a message. It is asked before, and waits for the answer. */
  #hear(message: Buffer): boolean {
    const calls = callsIn(message);
    const trap = this.#trap;
    const isCaught = trap !== undefined && calls.some((call) => catches(trap, call));
    if (isCaught) {
      this.#kill();
      this.#trap = undefined;
      trap.sprung.resolve(undefined);
      if (!trap.isAfter) return false;
    }
    for (const call of calls) this.#keep(call);
    return true;
  }

  #keep({ name, given }: Call): void {
    const [first, second, third] = given;
    if (name === '$setValue' && first === true && second === extension) {
      this.#kept.plain = JSON.stringify(third);
    }
    if (first !== extension || typeof second !== 'string') return;
    if (name === '$deletePassword') this.#kept.secrets.delete(second);
    if (name === '$setPassword' && typeof third === 'string') {
      this.#kept.secrets.set(second, third);
    }
  }
}

interface Call {
  readonly name: StorageCall;
  readonly given: readonly unknown[];
}

const catches = ({ call, part }: Trap, { name, given }: Call): boolean =>
  name === call && given.includes(extension) && JSON.stringify(given).includes(part);

/** In VS Code's protocol the name of a call stands before its arguments: their length, then JSON. */
function callsIn(message: Buffer): readonly Call[] {
  const names = message.toString('latin1').matchAll(/\$(?:set|delete)Password|\$setValue/g);
  return [...names].map(({ 0: name, index }) => {
    const at = index + name.length;
    const json = message.subarray(at + 4, at + 4 + message.readUInt32BE(at));
    return { name: name as StorageCall, given: JSON.parse(json.toString()) as unknown[] };
  });
}

/**
 * Runs inside the window, hence as text. The workbench reads one message of a host after the other,
 * by the one reader of its connection: one that is not read is the last.
 */
const hearMessages = `(() => {
  const { readAsArrayBuffer } = FileReader.prototype;
  FileReader.prototype.readAsArrayBuffer = async function (blob) {
    const isCall = /\\$(?:set|delete)Password|\\$setValue/.test(await blob.text());
    const bytes = isCall ? [...new Uint8Array(await blob.arrayBuffer())] : [];
    if (!isCall || (await window.mayHostKeep(bytes))) readAsArrayBuffer.call(this, blob);
  };
})()`;
