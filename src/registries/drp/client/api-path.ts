import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { joinUrl, type Query } from '../../../net/http/url.ts';

/**
 * A path of the API, its segments escaped.
 *
 * @throws RegistryError `invalid-input` for a name with a slash: the server decodes before it parts
 *   a path, so that `alice/token` would issue a token (docs/registries/drp.md §8).
 */
export function apiPath(segments: readonly string[], query?: Query): string {
  const slashed = segments.find((segment) => segment.includes('/'));
  if (slashed !== undefined) {
    const message = t(
      '“{0}” cannot be asked for: Digital Rebar has no names with a slash.',
      slashed,
    );
    throw new RegistryError('invalid-input', message);
  }
  return joinUrl('', ['api', 'v3', ...segments], query);
}
