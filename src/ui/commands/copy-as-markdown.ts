import { t } from '../../core/l10n.ts';
import { tokenMarkdown } from '../inspector/share.ts';
import type { Services } from '../services.ts';
import { shownToken } from './decode.ts';

/** Copies what the inspector shows as Markdown, without the token and its signature. */
export async function copyAsMarkdown(services: Services): Promise<void> {
  const inspector = await services.inspector.open();
  const shown = await shownToken(services);
  if (shown === undefined) return;
  const choice = await services.steps.pick<boolean>({
    frame: { title: t('Copy as Markdown'), step: 1, totalSteps: 1 },
    placeholder: t('The token and its signature are left out. What else?'),
    rows: [
      {
        icon: 'eye-closed',
        label: t('Without identifying values'),
        detail: t('Times, algorithm and type stay; names, addresses, ids and rights are hidden'),
        value: false,
      },
      {
        icon: 'eye',
        label: t('With every value'),
        detail: t('Everything that the inspector shows'),
        value: true,
      },
    ],
  });
  if (choice.kind !== 'value') return;
  const { verification } = inspector;
  const now = services.clock.now();
  await services.clipboard.copyText(
    tokenMarkdown(shown, { now, identifying: choice.value, verification }),
  );
  services.messages.brief(t('Copied as Markdown'));
  inspector.say(t('Copied as Markdown'));
}
