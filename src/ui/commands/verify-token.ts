import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { Detail } from '../../registries/contract/item.ts';
import { withRegistry } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import type { Services } from '../services.ts';
import { renew } from './renew.ts';

/** Asks the registry whether it accepts a token, and says what it answered. */
export async function verifyToken(row: unknown, services: Services): Promise<void> {
  await withToken(
    row,
    t('Verify Token with Registry'),
    services,
    withRegistry,
    async (token, { account }) => {
      if (account === undefined) {
        await services.messages.info(
          t(
            'A pasted token belongs to no account, so there is no registry to ask. Decode it instead.',
          ),
        );
        return;
      }
      const registry = await services.sessions.registry(account);
      const { record } = token;
      const verification = await services.progress(t('Verifying {0}…', record.label), (signal) =>
        registry.verify(record, token.secrets, signal),
      );
      if (verification.lifetime !== undefined) {
        const { lifetime } = verification;
        await services.vault.tokens.revise(record.id, token.secrets.token, lifetime);
      }
      const text = [verification.message, ...verification.details.map(line)].join(' · ');
      services.log.info(`${account.label}: ${text}`);
      if (verification.state === 'accepted') {
        // A message with a button is shown whole; without one the editor cuts it to a line.
        const more =
          verification.details.length === 0 ? [] : [{ label: t('Show Log'), value: true }];
        if ((await services.messages.info(text, ...more)) === true) services.log.show();
        return;
      }
      const renewal = verification.renew;
      const chosen = await services.messages.warn(
        text,
        ...(renewal === undefined ? [] : [{ label: t('Issue a New One'), value: renewal }]),
      );
      if (chosen !== undefined) await renew(chosen, record, account, services);
    },
  );
}

const line = ({ label, value }: Detail): string =>
  `${label}: ${typeof value === 'string' ? value : formatInstant(value.instant).local}`;
