import type { DrpSettings } from '../../../sandbox/drp/settings.ts';

/** What the double is set to for each recording of `test/recordings/drp`. */
export const RECORDED: Readonly<Record<string, Pick<DrpSettings, 'version' | 'license'>>> = {
  '3.5.0': { version: '3.5.0', license: 'none' },
  '3.8.2': { version: '3.8.2', license: 'none' },
  '3.9.0': { version: '3.9.0', license: 'none' },
  '3.12.0': { version: '3.12.0', license: 'none' },
  '3.13.3': { version: '3.13.3', license: 'none' },
  '3.13.3-licensed': { version: '3.13.3', license: 'rbac' },
};
