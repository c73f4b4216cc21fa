import type { Clock } from '../core/clock.ts';
import type { Vault } from '../vault/vault.ts';
import type { Clipboard } from './clipboard.ts';
import type { DecodedView } from './decoded-view.ts';
import type { InspectorDoor } from './inspector/door.ts';
import type { Log } from './log.ts';
import type { Offers } from './offers.ts';
import type { PastedText } from './pasted-text.ts';
import type { Sessions } from './sessions.ts';
import type { TokensView } from './tree/view.ts';
import type { Memory } from './wizard/memory.ts';

/** What the commands work with; made once, by the composition root. */
export interface Services {
  readonly vault: Vault;
  readonly sessions: Sessions;
  readonly view: TokensView;
  readonly clipboard: Clipboard;
  readonly memory: Memory;
  readonly offers: Offers;
  readonly decoded: DecodedView;
  readonly inspector: InspectorDoor;
  readonly pasted: PastedText;
  readonly log: Log;
  readonly clock: Clock;
}
