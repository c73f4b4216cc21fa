import { t } from '../../core/l10n.ts';
import type { Facts, PlaceKind } from './place.ts';

/** A program's login for a host, in a file or a credential store. */
export const login: PlaceKind = {
  id: 'login',
  single: true,
  describe: ({ program = '', host = '' }, when) =>
    t('{0} logged in to {1} {2}', program, host, when),
};

export const loginFacts = (program: string, host: string): Facts => ({ program, host });

/** How Docker is named among the programs that are logged in. */
export const dockerProgram = 'Docker';
