import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Exclusive } from '../../core/concurrency/exclusive.ts';
import { isObject } from '../../core/is-object.ts';
import { writeInOneStep } from '../helper/install.ts';
import { findPlaceKind } from './kinds.ts';
import type { Facts, Place, PlaceKind } from './place.ts';

/** As many are remembered; the oldest go. */
const most = 1_000;

/** Where tokens were delivered to: a file that all windows share, without a secret in it. */
export class Places {
  readonly #file: string;
  readonly #exclusive: Exclusive;

  /** @param storage the folder that the editor gives the extension */
  constructor(storage: string, exclusive: Exclusive) {
    this.#file = join(storage, 'places.json');
    this.#exclusive = exclusive;
  }

  /** The places of tokens, the last delivery first. */
  async of(tokenIds: readonly string[]): Promise<readonly Place[]> {
    const all = await this.#read();
    return all.filter(({ tokenId }) => tokenIds.includes(tokenId)).toSorted((a, b) => b.at - a.at);
  }

  /**
   * Remembers a delivery.
   *
   * @param follows what takes the token's place is written there as well, without a question
   */
  async add(
    kind: PlaceKind,
    tokenId: string,
    facts: Facts,
    at: number,
    follows?: true,
  ): Promise<void> {
    const place: Place = {
      kind: kind.id,
      tokenId,
      at,
      facts,
      ...(follows === undefined ? {} : { follows }),
    };
    const isTaken = (other: Place) =>
      isAt(other, kind, facts) && (kind.single || other.tokenId === tokenId);
    await this.#change((all) => [...all.filter((other) => !isTaken(other)), place]);
  }

  /** The place is empty: nothing of ours is there any longer. */
  async clear(kind: PlaceKind, facts: Facts): Promise<void> {
    await this.#change((all) => all.filter((other) => !isAt(other, kind, facts)));
  }

  /** A token took the place of another: it belongs wherever that one was brought. */
  async move(formerId: string, tokenId: string): Promise<void> {
    if ((await this.of([formerId])).length === 0) return;
    await this.#change((all) =>
      all.map((place) => (place.tokenId === formerId ? { ...place, tokenId } : place)),
    );
  }

  /** Forgets the places of tokens that have ended. */
  async forget(tokenIds: readonly string[]): Promise<void> {
    if ((await this.of(tokenIds)).length === 0) return;
    await this.#change((all) => all.filter(({ tokenId }) => !tokenIds.includes(tokenId)));
  }

  /** Forgets everything. */
  async forgetAll(): Promise<void> {
    await this.#alone(() => rm(this.#file, { force: true }));
  }

  async #change(change: (all: readonly Place[]) => readonly Place[]): Promise<void> {
    await this.#alone(async () => {
      const places = change(await this.#read())
        .toSorted((a, b) => a.at - b.at)
        .slice(-most);
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeInOneStep(this.#file, JSON.stringify({ places }, undefined, 2), 0o600);
    });
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    await this.#exclusive(`places ${this.#file}`, work, AbortSignal.timeout(60_000));
  }

  /** A file that is missing or damaged has none. */
  async #read(): Promise<readonly Place[]> {
    try {
      const value: unknown = JSON.parse(await readFile(this.#file, 'utf8'));
      const places: unknown = isObject(value) ? value['places'] : undefined;
      return Array.isArray(places) ? places.flatMap(parse) : [];
    } catch {
      return [];
    }
  }
}

const isAt = (place: Place, { id }: PlaceKind, facts: Facts): boolean =>
  place.kind === id && sorted(place.facts) === sorted(facts);

const sorted = (facts: Facts): string =>
  JSON.stringify(Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1)));

function parse(value: unknown): Place[] {
  if (!isObject(value)) return [];
  const { kind, tokenId, at, facts, follows } = value;
  if (
    typeof kind !== 'string' ||
    findPlaceKind(kind) === undefined ||
    typeof tokenId !== 'string' ||
    typeof at !== 'number' ||
    !isFacts(facts)
  ) {
    return [];
  }
  return [{ kind, tokenId, at, facts, ...(follows === true ? { follows } : {}) }];
}

const isFacts = (value: unknown): value is Facts =>
  isObject(value) && Object.values(value).every((fact) => typeof fact === 'string');
