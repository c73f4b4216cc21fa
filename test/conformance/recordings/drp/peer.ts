import { send } from '../../../sandbox/client.ts';
import type { Body, RecordedAnswer } from '../recording.ts';
import type { Peer } from '../replay.ts';
import { meaningful } from './line.ts';
import type { DrpLine } from './line.ts';
import { wordsInBody, wordsInText } from './words.ts';
import type { RecordedInfo, Words } from './words.ts';
import type { Stand } from './world.ts';

/** A Digital Rebar of the sandbox in the place of the server that was recorded. */
export class DrpPeer implements Peer<DrpLine> {
  readonly #stand: Stand;
  readonly #words: Words;

  constructor(stand: Stand, info: RecordedInfo) {
    this.#stand = stand;
    this.#words = { info, host: new URL(stand.drp.url).host };
  }

  async answer(line: DrpLine): Promise<RecordedAnswer> {
    const { drp, tokens } = this.#stand;
    const token = line.token === undefined ? undefined : tokens.get(line.token);
    const answer = await send(`${drp.url}${line.path}`, {
      ca: drp.certificate,
      method: line.method,
      headers: {
        ...line.headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(line.body === undefined ? {} : { body: line.body }),
    });
    const headers = Object.entries(meaningful(answer.headers)).map(
      ([name, value]) => [name, wordsInText(value, this.#words)] as const,
    );
    return {
      status: answer.status,
      headers: Object.fromEntries(headers),
      body: line.path.endsWith('/logs')
        ? '<logs>'
        : wordsInBody(bodyOf(answer.text), line.answer.body, this.#words),
    };
  }
}

function bodyOf(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return text;
  }
}
