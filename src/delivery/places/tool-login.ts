import { t } from '../../core/l10n.ts';
import type { Facts, PlaceKind } from './place.ts';

/** A login in the file of a package manager. */
interface ToolLoginPlace {
  /** Id of the tool. */
  readonly tool: string;
  readonly file: string;
  /** As the tool's logins are told apart: a host with a path, or a name where the file has none. */
  readonly host: string;
}

/** One login in one file of a tool. */
export const toolLogin: PlaceKind = {
  id: 'tool-login',
  single: true,
  describe: ({ file = '', host = '' }, when) => t('login for {0} in {1} {2}', host, file, when),
};

export const toolLoginFacts = ({ tool, file, host }: ToolLoginPlace): Facts => ({
  tool,
  file,
  host,
});

/** The place that facts were made of; what is missing in a damaged file is empty. */
export const toolLoginOf = ({ tool = '', file = '', host = '' }: Facts): ToolLoginPlace => ({
  tool,
  file,
  host,
});
