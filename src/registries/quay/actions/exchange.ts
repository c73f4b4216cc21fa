import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { claimedBy } from '../../../jwt/of-secret.ts';
import type { Action } from '../../contract/action.ts';
import type { Form } from '../../contract/form.ts';
import { secret } from '../../contract/form-values.ts';
import { tokenInPaste } from '../../shared/pasted.ts';
import { originOf, type QuayContext } from '../context.ts';
import { belowRobot, robotOf, robotPath } from '../paths.ts';
import { exchangedRecord } from '../records.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import type { FederationEntry } from '../wire/federation.ts';
import { readRegistryToken } from '../wire/registry-token.ts';
import { exchangeFailure } from './exchange-failure.ts';
import { checkIdentity } from './identity-check.ts';

/**
 * A one-hour token of a robot for the token of an identity it trusts
 * (docs/registries/quay.md §2.3).
 */
export function exchange(context: QuayContext): Action {
  const { clock } = context.connection;
  return {
    issues: 'once',
    form: async ({ path }, signal) => {
      const robot = robotOf(path);
      const trusted = await context.federation.list(robot, signal);
      if (trusted.length === 0) {
        const message = t('{0} trusts no issuer yet: add one first.', fullName(robot));
        throw new RegistryError('invalid-input', message);
      }
      return form(robot, trusted, () => clock.now());
    },
    run: async ({ path }, values, signal) => {
      const robot = robotOf(path);
      const facts = await context.facts.get(signal);
      const identity = secret(values, 'identity');
      const reply = await context.login.exchange(fullName(robot), identity, signal);
      if (reply.status !== 200) throw exchangeFailure(reply, context.api, robot);
      const token = context.api.read(reply, readRegistryToken);
      // The reply tells no end, but the JWT in it does.
      return {
        message: t('{0} got a token for one hour.', fullName(robot)),
        issued: {
          record: exchangedRecord(originOf(context, facts), robot, claimedBy(token)),
          secrets: { token },
        },
        changed: [robotPath(robot)],
        reveal: belowRobot(robot, 'exchanged'),
      };
    },
  };
}

function form(robot: RobotName, trusted: readonly FederationEntry[], now: () => number): Form {
  return {
    title: t('Exchange Token for {0}', fullName(robot)),
    fields: [
      {
        id: 'identity',
        type: 'secret',
        title: t('OIDC token'),
        prompt: t('The token of an issuer that the robot trusts. It is sent once and not kept.'),
        normalize: tokenInPaste,
        check: (token) => checkIdentity(token, trusted, now()),
      },
    ],
  };
}
