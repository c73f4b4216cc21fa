import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Item } from '../../contract/item.ts';
import type { Action } from '../../contract/action.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { QuayContext } from '../context.ts';
import { fullName } from '../rows/names.ts';
import { belowRobot, placeOf } from '../paths.ts';
import { sameIssuer } from '../wire/federation.ts';

/** Ends the trust in one outside identity: the list is read, shortened and written back. */
export function removeIssuer(context: QuayContext): Action {
  return {
    consequence: ([item]) => {
      const { robot, issuer } = issuerOf(item);
      return {
        message: t('Remove {0} from the issuers of {1}?', issuer.issuer, fullName(robot)),
        detail: t(
          '{0} can get no more tokens of the robot. Those it has got work for up to one hour.',
          issuer.subject,
        ),
      };
    },
    run: async (item, _values, signal) => {
      const { robot, issuer } = issuerOf(item);
      const before = await context.federation.list(robot, signal);
      const others = before.filter((entry) => !sameIssuer(entry, issuer));
      if (others.length === before.length) {
        const message = t('{0} does not trust {1} any more.', fullName(robot), issuer.issuer);
        throw new RegistryError('not-found', message);
      }
      const done: Outcome = {
        message: t('{0} trusts {1} no longer.', fullName(robot), issuer.issuer),
        changed: [belowRobot(robot, 'issuers')],
        reveal: belowRobot(robot, 'issuers'),
      };
      const sentence = t(
        'The answer of {0} was lost: the issuer may have been removed from {1} or not.',
        context.api.host,
        fullName(robot),
      );
      const entries = others.map(({ entry }) => entry);
      await orLook(context.federation.replace(robot, entries, signal), sentence, async (later) => {
        const now = await context.federation.list(robot, later);
        return now.some((entry) => sameIssuer(entry, issuer))
          ? { message: t('{0} still trusts the issuer.', fullName(robot)), changed: [] }
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
