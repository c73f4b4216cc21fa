import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { Secret } from '../../core/secret.ts';
import type { IssuedToken } from '../../core/token.ts';
import { loginTools } from '../../delivery/logins/tools/index.ts';
import type { StoredLogin } from '../../delivery/logins/tools/tool.ts';
import { findPlaceKind } from '../../delivery/places/kinds.ts';
import type { Facts, Place } from '../../delivery/places/place.ts';
import { toolLogin, toolLoginOf } from '../../delivery/places/tool-login.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';

/** A tool's file that a token was written to, and the token as it was then. */
export interface ToolPlace {
  readonly place: Place;
  readonly secret: Secret;
}

/** The login that stands at a place of a tool by now. */
export async function toolLoginAt(facts: Facts): Promise<StoredLogin | undefined> {
  const { tool, file, host } = toolLoginOf(facts);
  const found = await loginTools.find(({ id }) => id === tool)?.find(dockerEnvironment());
  return found?.logins.find((one) => one.place === file && one.host === host);
}

/** Those of places that are files of tools, with the tokens that this machine holds for them now. */
export async function toolPlacesAmong(
  places: readonly Place[],
  { vault }: Pick<Services, 'vault'>,
): Promise<readonly ToolPlace[]> {
  const found: ToolPlace[] = [];
  for (const place of places) {
    if (place.kind !== toolLogin.id) continue;
    const secrets = await vault.tokens.secrets(place.tokenId);
    if (secrets !== undefined) found.push({ place, secret: secrets.token });
  }
  return found;
}

/**
 * Writes a token into the files that follow it, wherever the one before it still stands. Resolves
 * with the places that do not have it now: those are the person's to decide.
 */
export async function writeWhereFollowed(
  { record, secrets }: IssuedToken,
  places: readonly Place[],
  former: readonly ToolPlace[],
  services: Services,
): Promise<readonly Place[]> {
  const known = await services.places();
  const left: Place[] = [];
  for (const place of places) {
    const before = former.find((one) => isSamePlace(one.place, place));
    if (place.follows !== true || before === undefined) {
      left.push(place);
      continue;
    }
    try {
      const login = await toolLoginAt(place.facts);
      // Another login in its place is somebody else's, or one that could not be written before.
      if (login?.put === undefined || login.secret?.equals(before.secret) !== true) {
        left.push(place);
        continue;
      }
      const user = record.loginName ?? record.subject;
      await services.progress(t('Updating where {0} went…', record.label), (signal) =>
        Promise.resolve(login.put?.(user, secrets.token, signal)),
      );
      await known.add(toolLogin, record.id, place.facts, services.clock.now(), true);
      services.log.info(`${login.place}: wrote the new token of ${record.label}`);
      services.messages.brief(t('{0} has the new token of {1}', login.place, record.label));
    } catch (error) {
      services.log.error(record.label, error);
      left.push(place);
    }
  }
  return left;
}

const isSamePlace = (one: Place, other: Place): boolean => {
  const [a, b] = [toolLoginOf(one.facts), toolLoginOf(other.facts)];
  return one.kind === other.kind && a.tool === b.tool && a.file === b.file && a.host === b.host;
};

/** Offers to take tokens out of the files of tools that still have them. */
export async function offerRemoval(ended: readonly ToolPlace[], services: Services): Promise<void> {
  const there: { readonly login: StoredLogin; readonly phrase: string }[] = [];
  for (const { place, secret } of ended) {
    const login = await toolLoginAt(place.facts);
    if (login?.remove === undefined || login.secret?.equals(secret) !== true) continue;
    const when = formatInstant(place.at).local;
    there.push({ login, phrase: findPlaceKind(place.kind)?.describe(place.facts, when) ?? '' });
  }
  if (there.length === 0) return;
  const { messages } = services;
  const wanted = await messages.warn(
    there.length === 1
      ? t(
          '1 login in a tool’s file still has a token that was revoked, replaced or forgotten here.',
        )
      : t(
          '{0} logins in tools’ files still have tokens that were revoked, replaced or forgotten here.',
          there.length,
        ),
    { label: t('Remove…'), value: true },
  );
  if (wanted !== true) return;
  const yes = await messages.confirmDanger(
    t('Remove these logins from their files?'),
    [
      there.map(({ phrase }) => `• ${phrase}`).join('\n'),
      t(
        'Nothing else in these files is changed: a tool that was pointed to that repository still is, and may fail without a login.',
      ),
    ].join('\n\n'),
    t('Leave Them'),
    { label: t('Remove'), value: true },
  );
  if (yes === true) await removeAll(there, services);
}

/** One after the other; one that fails keeps no other. */
async function removeAll(
  there: readonly { readonly login: StoredLogin; readonly phrase: string }[],
  { progress, places, log, messages }: Services,
): Promise<void> {
  const known = await places();
  const failed: string[] = [];
  for (const { login, phrase } of there) {
    try {
      await progress(t('Removing the login for {0}…', login.host), (signal) =>
        Promise.resolve(login.remove?.(signal)),
      );
      await known.clear(login.remembered.kind, login.remembered.facts);
      log.info(`${login.place}: removed a login of ${login.host}`);
    } catch (error) {
      const failure = toRegistryError(error);
      log.error(login.place, failure);
      failed.push(`${phrase}: ${failure.message}`);
    }
  }
  const said = t(
    '{0} of {1} logins were removed from their files.',
    there.length - failed.length,
    there.length,
  );
  if (failed.length === 0) messages.brief(said);
  else void messages.warn([said, ...failed].join(' '));
}
