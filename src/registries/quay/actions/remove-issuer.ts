import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import type { Item } from '../../contract/item.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { QuayContext } from '../context.ts';
import { toBeDropped } from '../keyless/dropped.ts';
import { belowRobot, placeOf } from '../paths.ts';
import { fullName } from '../rows/names.ts';
import { sameIssuer } from '../wire/federation.ts';

/** Ends the trust in one outside identity: the list is read, shortened and written back. */
export function removeIssuer(context: QuayContext): Action {
  return {
    consequence: async ([item], _values, signal) => {
      const { robot, issuer } = issuerOf(item);
      const present = await context.federation.list(robot, signal);
      const drops = toBeDropped(present.filter((entry) => !sameIssuer(entry, issuer)));
      return {
        message: t(
          'Remove the subject {0} of {1} from those that {2} trusts?',
          issuer.subject,
          issuer.issuer,
          fullName(robot),
        ),
        detail: [
          t(
            '{0} can no longer exchange its tokens for the robot’s. What it has exchanged it can renew until the robot is deleted; a new robot token does not end that.',
            issuer.subject,
          ),
          ...(drops === undefined ? [] : [drops]),
        ].join('\n'),
      };
    },
    run: async (item, _values, signal) => {
      const { robot, issuer } = issuerOf(item);
      const [name, subject, address] = [fullName(robot), issuer.subject, issuer.issuer];
      const before = await context.federation.list(robot, signal);
      const others = before.filter((entry) => !sameIssuer(entry, issuer));
      if (others.length === before.length) {
        const message = t('{0} no longer trusted {1} of {2}.', name, subject, address);
        throw new RegistryError('not-found', message);
      }
      const done: Outcome = {
        message: t('{0} no longer trusts {1} of {2}.', name, subject, address),
        changed: [belowRobot(robot, 'issuers')],
        reveal: belowRobot(robot, 'issuers'),
      };
      const sentence = t(
        'The answer from {0} was lost: the issuer may have been removed from {1} or not.',
        context.api.host,
        fullName(robot),
      );
      const entries = others.map(({ entry }) => entry);
      await orLook(context.federation.replace(robot, entries, signal), sentence, async (later) => {
        const now = await context.federation.list(robot, later);
        return now.some((entry) => sameIssuer(entry, issuer))
          ? { message: t('{0} still trusts {1} of {2}.', name, subject, address), changed: [] }
          : done;
      });
      return done;
    },
  };
}

function issuerOf(item: Item) {
  const place = placeOf(item.path);
  if (place.at !== 'issuer') throw new TypeError('the row is no issuer');
  return place;
}
