import { t } from '../../core/l10n.ts';
import type { OpaqueMeaning, TokenLanguage } from '../../core/token-language.ts';
import { memberOf, textOf } from '../../core/values.ts';
import { visible } from '../../core/visible.ts';

/** What the words of Quay's tokens mean (docs/registries/quay.md §1.3, §2.2). */
export const tokenLanguage: TokenLanguage = {
  who: ({ context }) => {
    const entity = entityOf(context);
    if (entity === undefined) return undefined;
    return entity.kind === 'robot' ? t('robot {0}', entity.name) : entity.name;
  },
  meaning: (name) => {
    switch (name) {
      case 'context':
        return t('who asked for it (Quay)');
      case 'com.apostille.roots':
      case 'com.apostille.root':
        return t('signing of images; “$disabled” where it is off (Quay)');
      default:
        return undefined;
    }
  },
  lines: (name, { context }) => (name === 'context' ? contextLines(context) : undefined),
  opaque: opaqueMeaning,
};

interface Entity {
  readonly kind: unknown;
  readonly name: string;
}

function entityOf(context: unknown): Entity | undefined {
  const name = textOf(memberOf(context, 'entity_reference'));
  return name === undefined
    ? undefined
    : { kind: memberOf(context, 'entity_kind'), name: visible(name, 80) };
}

function contextLines(context: unknown): readonly string[] | undefined {
  const entity = entityOf(context);
  if (entity === undefined) return undefined;
  switch (entity.kind) {
    case 'robot':
      return [t('robot {0}', entity.name)];
    case 'user':
      return [t('user {0}', entity.name)];
    case 'appspecifictoken':
      return [t('an app token of {0}', entity.name)];
    default:
      return [entity.name];
  }
}

function opaqueMeaning(id: string): OpaqueMeaning | undefined {
  switch (id) {
    case 'quay-robot':
      return {
        title: t('An opaque token, in form a robot’s token of Quay'),
        note: t('A robot’s token does not end by itself; it ends when a new one is made.'),
        advice: t('Use it with the robot’s name as the user name, such as acme+ci.'),
      };
    case 'quay-app':
      return {
        title: t('An opaque token, in form an app token of Quay'),
        note: t('An app token acts as its user at the image registry, and nowhere else.'),
        advice: t('Use it with the user name $app.'),
      };
    case 'quay-api':
      return {
        title: t('An opaque token, in form an API token of Quay'),
        note: t('It grants access to the API, within the scopes that it was made with.'),
        advice: t('Only the server knows its user and its scopes.'),
      };
    default:
      return undefined;
  }
}
