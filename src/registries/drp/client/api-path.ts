import { joinUrl, type Query } from '../../../net/http/url.ts';

/** A path of the API, its segments escaped. */
export const apiPath = (segments: readonly string[], query?: Query): string =>
  joinUrl('', ['api', 'v3', ...segments], query);
