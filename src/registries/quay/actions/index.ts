import type { Actions } from '../../contract/action.ts';
import type { QuayContext } from '../context.ts';
import { addIssuer } from './add-issuer.ts';
import { createRobot } from './create-robot.ts';
import { deleteRobot } from './delete-robot.ts';
import { exchange } from './exchange.ts';
import { finishRotation } from './finish-rotation.ts';
import { issueApiToken } from './issue-api-token.ts';
import { issueAppToken } from './issue-app-token.ts';
import { makeKeyless } from './make-keyless.ts';
import { regenerate } from './regenerate.ts';
import { removeIssuer } from './remove-issuer.ts';
import { renewSignIn } from './renew-sign-in.ts';
import { revoke } from './revoke.ts';
import { rotate } from './rotate.ts';
import { setDefaults } from './set-defaults.ts';
import { setPermissions } from './set-permissions.ts';
import { setTeams } from './set-teams.ts';

/** Everything that can be done with an account's rows. Quay has no `refresh`. */
export const actions = (context: QuayContext): Actions => ({
  createRobot: createRobot(context),
  regenerate: regenerate(context),
  delete: deleteRobot(context),
  issue: issueAppToken(context),
  revoke: revoke(context),
  rotate: rotate(context),
  finishRotation: finishRotation(context),
  setPermissions: setPermissions(context),
  setTeams: setTeams(context),
  setDefaults: setDefaults(context),
  makeKeyless: makeKeyless(context),
  addIssuer: addIssuer(context),
  removeIssuer: removeIssuer(context),
  issueApiToken: issueApiToken(context),
  renewSignIn: renewSignIn(context),
  exchange: exchange(context),
});
