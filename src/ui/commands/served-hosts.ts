import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { ServedHost, Use } from '../../delivery/places/served.ts';
import { lastUse, nameOf } from '../delivery/served-item.ts';
import type { Serving } from '../delivery/serving.ts';
import type { Services } from '../services.ts';
import { isNode, tokenOf } from '../tree/node.ts';
import type { PickRow } from '../wizard/pick-step.ts';

/** Ends serving: of the row's token, or of a host that the person chooses. */
export async function stopServing(row: unknown, services: Services): Promise<void> {
  const serving = await services.serving.get();
  const record = isNode(row) ? tokenOf(row) : undefined;
  const host = record === undefined ? undefined : serving.servedWith(record.id)?.host;
  const served =
    serving.hosts.find((one) => one.host === host) ??
    (await pickHost(serving, t('Stop Serving'), services));
  if (served !== undefined) await stop(served, serving, services);
}

/** Shows what is served and who asked, and changes it. */
export async function servedHosts(services: Services): Promise<void> {
  const serving = await services.serving.get();
  const served = await pickHost(serving, t('Served Registries'), services);
  if (served === undefined) return;
  const { host } = served;
  const picked = await services.steps.pick<'stop' | Use>({
    frame: { title: host, step: 1, totalSteps: 1 },
    placeholder: t('What do you want to do?'),
    rows: [{ label: t('Stop Serving'), value: 'stop' }, ...served.uses.map(useRow)],
  });
  if (picked.kind !== 'value') return;
  if (picked.value === 'stop') {
    await stop(served, serving, services);
    return;
  }
  const { program, refused } = picked.value;
  await serving.served.refuse(host, program, refused !== true);
  services.messages.brief(
    refused === true
      ? t('{0} gets the login for {1} again', nameOf(program), host)
      : t('{0} gets no login for {1} from now on', nameOf(program), host),
  );
}

const useRow = (use: Use): PickRow<Use> => ({
  label:
    use.refused === true
      ? t('Allow {0} again', nameOf(use.program))
      : t('Refuse {0}', nameOf(use.program)),
  description: t('last asked {0}', formatInstant(use.last).local),
  value: use,
});

async function pickHost(
  serving: Serving,
  title: string,
  { steps, messages, run }: Services,
): Promise<ServedHost | undefined> {
  if (serving.hosts.length === 0) {
    const serve = await messages.info(t('No registry is served.'), {
      label: t('Serve Token…'),
      value: true,
    });
    if (serve === true) await run('serveToken');
    return undefined;
  }
  const picked = await steps.pick<ServedHost>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: t('Which registry?'),
    rows: serving.hosts.map((served) => ({
      label: served.host,
      description: serving.tokenOf(served)?.label ?? '',
      detail: lastUse(served),
      value: served,
    })),
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

async function stop(
  { host, former }: ServedHost,
  serving: Serving,
  { messages }: Services,
): Promise<void> {
  await serving.end(host);
  messages.brief(
    former === undefined
      ? t('{0} is no longer served', host)
      : t('{0} is no longer served; “{1}” has its logins again', host, former),
  );
}
