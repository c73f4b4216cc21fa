import type { ItemPath } from '../../../core/outcome.ts';
import type { Form, FormValues } from '../../contract/form.ts';
import type { Item } from '../../contract/item.ts';
import type { IssueFrame } from '../actions/issue-form.ts';
import type { Fate, Wish } from '../actions/thresholds.ts';
import type { Facts } from '../client/facts.ts';
import type { CreateRequest, TokensApi } from '../client/tokens-api.ts';
import type { JfrogPorts } from '../ports.ts';

/** What a token can be verified by. */
interface Proof {
  /** Asked with the token, one after the other, until one of them knows. */
  readonly paths: readonly string[];
  /** What an acceptance leaves open. */
  readonly remark?: () => string;
  /** Why the signature is not checked where the root certificate could not be read. */
  readonly unsigned: () => string;
}

/** What differs between the two token APIs that platforms have had; the rest knows neither. */
export interface Generation {
  readonly tokens: TokensApi;
  /** What will become of a token. */
  fate(facts: Facts | undefined, wish: Wish): Fate;
  /** The steps of issuing a token. */
  issueForm(ports: JfrogPorts, facts: Facts, frame: IssueFrame, signal: AbortSignal): Promise<Form>;
  /** The request out of the answers. Throws `unsupported` for what the server is too old for. */
  request(facts: Facts, values: FormValues): CreateRequest;
  /** The tokens of one user, below `group`. */
  rows(
    ports: JfrogPorts,
    facts: Facts,
    group: ItemPath,
    userName: string,
    signal: AbortSignal,
  ): AsyncIterable<readonly Item[]>;
  readonly proof: Proof;
  /** Why a token cannot be revoked by its text; `undefined` where it can. */
  noRevokeByValue(facts: Facts): string | undefined;
  /** What the person should know of the server, in sentences. */
  remarks(facts: Facts): readonly string[];
}
