import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import type { OpaqueMeaning, TokenLanguage } from '../../core/token-language.ts';
import { visible } from '../../core/visible.ts';
import { qualifiedUser } from './actions/subject.ts';
import { readScope, type ScopePart } from './scope.ts';

/** What the words of JFrog's tokens mean (docs/registries/jfrog.md §3.1, §4.3). */
export const tokenLanguage: TokenLanguage = {
  who: ({ sub }) => {
    const user = userIn(sub);
    return user && visible(user, 80);
  },
  what: ({ scp }) => {
    const texts = partsOf(scp).map(partText);
    return texts.length > 0 && texts.every((text) => text !== undefined)
      ? { kind: 'rights', rights: texts }
      : undefined;
  },
  allowsEverything: ({ scp }) =>
    partsOf(scp).some(
      (part) => part.kind === 'admin' || ('actions' in part && part.actions.includes('*')),
    ),
  meaning: (name) => {
    switch (name) {
      case 'scp':
        return t('what it may do (JFrog)');
      case 'ext':
        return t('further properties (JFrog)');
      default:
        return undefined;
    }
  },
  lines: (name, { scp, sub, ext }) => {
    switch (name) {
      case 'sub': {
        const user = userIn(sub);
        return user === undefined ? undefined : [t('user {0}', visible(user, 80))];
      }
      case 'scp':
        return scopeLines(partsOf(scp));
      case 'ext':
        return extensionLines(ext);
      default:
        return undefined;
    }
  },
  opaque: opaqueMeaning,
};

const partsOf = (scope: unknown): readonly ScopePart[] =>
  typeof scope === 'string' ? readScope(scope) : [];

const userIn = (subject: unknown): string | undefined =>
  typeof subject === 'string' ? qualifiedUser(subject) : undefined;

function scopeLines(parts: readonly ScopePart[]): readonly string[] | undefined {
  const texts = parts.map(partText);
  if (texts.every((text) => text === undefined)) return undefined;
  return parts.map(({ text }, index) => texts[index] ?? visible(text, 120));
}

/** `undefined` for a part that is not the platform's. */
function partText(part: ScopePart): string | undefined {
  switch (part.kind) {
    case 'user':
      return t('do everything that the user may');
    case 'admin':
      return t('do everything, as an administrator');
    case 'api':
      return t('use the REST API');
    case 'groups':
      return t('do what these groups may: {0}', list(part.groups));
    case 'roles':
      return t('act in the project {0} as: {1}', visible(part.project, 40), list(part.roles));
    case 'artifact':
      return t('{0} in {1}', part.actions.map(actionText).join(', '), visible(part.where));
    case 'system':
      return part.where === '*'
        ? t('{0} in every part of the system', part.actions.map(actionText).join(', '))
        : t(
            '{0} in the part “{1}” of the system',
            part.actions.map(actionText).join(', '),
            visible(part.where, 40),
          );
    case 'other':
      return undefined;
  }
}

function actionText(letter: string): string {
  switch (letter) {
    case 'r':
      return t('read');
    case 'w':
      return t('write');
    case 'd':
      return t('delete');
    case 'a':
      return t('annotate');
    case 'm':
      return t('manage');
    case 'x':
      return t('manage Xray metadata');
    case 's':
      return t('scan');
    case '*':
      return t('do everything');
    default:
      return visible(letter, 10);
  }
}

/** `ext` is JSON within a string, and its values are strings as well (docs/registries/jfrog.md §3.1). */
function extensionLines(extension: unknown): readonly string[] {
  if (typeof extension !== 'string') return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(extension);
  } catch {
    return [];
  }
  if (!isObject(parsed)) return [];
  return Object.entries(parsed).map(([name, value]) => {
    if (name === 'revocable') {
      return String(value) === 'true'
        ? t('it can be revoked')
        : t('it cannot be revoked; it ends by itself');
    }
    return `${visible(name, 40)}: ${visible(JSON.stringify(value), 120)}`;
  });
}

const list = (names: readonly string[]): string =>
  names.map((name) => visible(name, 60)).join(', ');

function opaqueMeaning(id: string): OpaqueMeaning | undefined {
  switch (id) {
    case 'jfrog-reference':
      return {
        title: t('A reference token of JFrog'),
        note: t(
          'It stands for a token that its server keeps; only the end of that token can be read from it.',
        ),
        advice: t('Only the server knows its user and its rights.'),
      };
    case 'jfrog-api-key':
      return {
        title: t('An API key of JFrog'),
        note: t('An API key has all rights of its user and does not end by itself.'),
        advice: t('Prefer access tokens, which have a scope and an end.'),
      };
    case 'jfrog-refresh':
      return {
        title: t('An opaque token, in form a UUID, as refresh tokens of JFrog are'),
        note: t('If it is a refresh token, it renews one access token, once.'),
        advice: t('Only the server knows which one.'),
      };
    default:
      return undefined;
  }
}
