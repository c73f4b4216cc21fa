import { t } from '../../../core/l10n.ts';
import { parseLifetimeText } from '../../../core/lifetime-grammar.ts';
import type { FormValues, Remark } from '../../contract/form.ts';
import { type Claim, tidy, wildcard, writeClaim } from '../claims/claim.ts';
import { longest } from './request.ts';
import { splitWords } from './shell-words.ts';

interface Parsed {
  readonly user: string;
  readonly ttl: string | undefined;
  readonly roles: readonly string[];
  readonly claims: readonly Claim[];
  readonly hasCredentials: boolean;
}

/** Options of the command that are followed by a value. */
const withValue =
  /^(?:-[EUPTuFdcCrt]|--(?:endpoint|username|password|token|proxy|format|trace|traceToken|url-proxy|ca-cert|client-cert|client-key|download-proxy|profile|token-cache|ref))$/;
const credentials = /^(?:-[UPT]|--(?:username|password|token))(?:=|$)/;

/**
 * Reads `drpcli users token NAME ttl … scope … action … specific …` into answers of the wizard for a
 * user. Credentials in it are passed over. Several triplets are taken as several, although the
 * command line itself sends only the last (docs/registries/drp.md §2.3).
 */
export function readCommand(
  user: string,
  line: string,
): { readonly values: FormValues; readonly remark?: Remark } | Remark {
  const words = splitWords(line);
  if (words === undefined) return error(t('A quotation mark is not closed.'));
  const parsed = parse(words);
  if (typeof parsed === 'string') return error(parsed);
  const ttl = parsed.ttl === undefined ? undefined : lifetime(parsed.ttl);
  if (typeof ttl === 'object') return ttl;
  const values: FormValues = {
    ...rightsOf(parsed),
    ...(ttl === undefined ? {} : { lifetime: ttl }),
  };
  const message = remarks(parsed, user).join(' ');
  return message === '' ? { values } : { values, remark: { severity: 'warning', message } };
}

function rightsOf({ roles, claims }: Parsed): FormValues {
  if (claims.length > 0) return { rights: 'claims', claims: claims.map(writeClaim) };
  return roles.length > 0 ? { rights: 'roles', roles } : { rights: 'everything' };
}

function remarks({ user, claims, roles, hasCredentials }: Parsed, expected: string): string[] {
  const said: string[] = [];
  if (user !== expected) {
    said.push(t('The command is for {0}; the token will be for {1}.', user, expected));
  }
  if (claims.length > 1) {
    said.push(t('drpcli itself would send only the last of the {0} triplets.', claims.length));
  }
  if (claims.length > 0 && roles.length > 0) {
    said.push(t('Roles and triplets do not go together: the roles are left out.'));
  }
  if (hasCredentials) said.push(t('The credentials in it are not used.'));
  return said;
}

function parse(words: readonly string[]): Parsed | string {
  const rest: string[] = [];
  let hasCredentials = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) {
      rest.push(word);
      continue;
    }
    hasCredentials ||= credentials.test(word);
    if (withValue.test(word)) index += 1;
  }
  const [program = '', prefix, verb, user, ...pairs] = rest;
  if (!/(?:^|[\\/])drpcli(?:\.exe)?$/.test(program) || prefix !== 'users' || verb !== 'token') {
    return t('This is not a command like “drpcli users token …”.');
  }
  if (user === undefined) return t('The command names no user.');
  const pieces = readPairs(pairs);
  return typeof pieces === 'string' ? pieces : { user, hasCredentials, ...pieces };
}

function readPairs(pairs: readonly string[]): Pick<Parsed, 'ttl' | 'roles' | 'claims'> | string {
  let ttl: string | undefined;
  const roles: string[] = [];
  const claims: Partial<Record<keyof Claim, string>>[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    const [name = '', value] = pairs.slice(index, index + 2);
    if (value === undefined) return t('“{0}” is followed by no value.', name);
    switch (name) {
      case 'ttl':
        ttl = value;
        break;
      case 'role':
      case 'roles':
        roles.push(...tidy(value).split(','));
        break;
      case 'scope':
      case 'action':
      case 'specific': {
        if (tidy(value) === '') return t('“{0}” is empty, which grants nothing.', name);
        const last = claims.at(-1);
        // A part that the triplet has already begins the next one.
        if (last === undefined || last[name] !== undefined) claims.push({ [name]: value });
        else last[name] = value;
        break;
      }
      default:
        return t('“{0}” is none of ttl, role, scope, action and specific.', name);
    }
  }
  return {
    ttl,
    roles,
    claims: claims.map(({ scope = wildcard, action = wildcard, specific = wildcard }) => ({
      scope,
      action,
      specific,
    })),
  };
}

function lifetime(ttl: string): string | Remark {
  const parsed = parseLifetimeText(ttl, { allowNever: true, most: longest(), bare: 's' });
  if ('problem' in parsed) return error(parsed.problem);
  return 'never' in parsed ? 'never' : String(parsed.seconds);
}

const error = (message: string): Remark => ({ severity: 'error', message });
