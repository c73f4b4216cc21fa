import type { Clock } from '../core/clock.ts';
import type { Places } from '../delivery/places/places.ts';
import type { Vault } from '../vault/vault.ts';
import type { Offers } from './accounts/offers.ts';
import type { Sessions } from './accounts/sessions.ts';
import type { CommandsDoor } from './delivery/commands-door.ts';
import type { Late } from './delivery/late.ts';
import type { ServingDoor } from './delivery/serving-door.ts';
import type { Doors } from './doors/doors.ts';
import type { Clipboard } from './editor/clipboard.ts';
import type { Log } from './editor/log.ts';
import type { PastedText } from './editor/pasted-text.ts';
import type { DecodedView } from './editors/decoded-view.ts';
import type { InspectorDoor } from './inspector/door.ts';
import type { TokensView } from './tree/view.ts';
import type { LifeTimer } from './watch/life-timer.ts';
import type { Memory } from './wizard/memory.ts';

/** What the commands work with; made once, by the composition root. */
export interface Services extends Doors {
  readonly vault: Vault;
  readonly sessions: Sessions;
  readonly view: TokensView;
  readonly clipboard: Clipboard;
  readonly memory: Memory;
  readonly offers: Offers;
  readonly decoded: DecodedView;
  readonly inspector: InspectorDoor;
  readonly pasted: PastedText;
  readonly serving: ServingDoor;
  /** What gives tokens to commands, and puts their program on the PATH of terminals. */
  readonly runs: Late<CommandsDoor>;
  /** Has commands of this workspace asked about again: all, or those that got an account's tokens. */
  readonly forgetConsents: (accountId?: string) => Promise<void>;
  /** Where tokens were delivered to. */
  readonly places: () => Promise<Places>;
  readonly log: Log;
  readonly clock: Clock;
  /** Updates what says how long tokens still live. */
  readonly lives: LifeTimer;
}
