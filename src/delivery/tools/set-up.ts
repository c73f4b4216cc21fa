import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import { isInside, refuseInside } from '../../programs/untrusted-paths.ts';
import type { DockerEnvironment } from '../docker/environment.ts';
import { changeText, findText, mustBeWritable } from '../logins/text-file.ts';
import { loginTools } from '../logins/tools/index.ts';
import type { StoredLogin } from '../logins/tools/tool.ts';
import type { Setup, SetupTool, ToolFile } from './tool.ts';

/** Which files are written, and how much of them. */
export interface Wanted {
  readonly tool: SetupTool;
  readonly setup: Setup;
  /** The secret stays in the environment: its file refers to it, or is not written. */
  readonly inEnvironment: boolean;
  /** Folders of projects, which are shared and kept in repositories. */
  readonly projects: readonly string[];
}

/** What becomes of one file. */
export interface PlannedFile {
  readonly file: string;
  readonly isNew: boolean;
  readonly hasSecret: boolean;
  /** Names of what had another value before. */
  readonly replaced: readonly string[];
}

/**
 * What setting a tool up would change; nothing is written. Rejects with `RegistryError` for a name
 * that is more than a name, and for a file that must be left as it is.
 */
export async function planSetUp(
  wanted: Wanted,
  environment: DockerEnvironment,
): Promise<readonly PlannedFile[]> {
  const planned: PlannedFile[] = [];
  for (const { file, hasSecret, change } of filesOf(wanted, environment)) {
    const found = await findText(file, environment.home);
    const { text } = found;
    const { text: changed, replaced } = change(text ?? '', standIn(wanted) ?? 'unknown');
    // Before the first of them is written.
    if (changed !== text) await mustBeWritable(found);
    const isPlain = standIn(wanted) === undefined;
    planned.push({ file, isNew: text === undefined, hasSecret: hasSecret && isPlain, replaced });
  }
  return planned;
}

/**
 * Sets a tool up: each of its files in one step, and the one with the secret readable for its owner
 * alone. Resolves with the login as the tool's own files tell it now; `undefined` where the secret
 * stays in the environment. Rejects as `planSetUp`, and for a file that cannot be written: those
 * before it are written then, and are so again the next time.
 */
export async function setUp(
  wanted: Wanted,
  secret: Secret,
  environment: DockerEnvironment,
): Promise<StoredLogin | undefined> {
  const { tool, setup } = wanted;
  mustBePlain([secret.reveal()], /^[\w.~+/=:-]+$/, tool);
  const files = filesOf(wanted, environment);
  const written = standIn(wanted) ?? secret.reveal();
  for (const { file, hasSecret, change } of files) {
    const write = (text = '') => {
      const changed = change(text, written).text;
      return changed === text && !hasSecret ? undefined : changed;
    };
    await changeText(file, environment.home, write, hasSecret && !wanted.inEnvironment);
  }
  if (wanted.inEnvironment) return undefined;
  const found = await loginTools.find(({ id }) => id === tool.loginTool)?.find(environment);
  const login = found?.logins.find(
    (one) => one.secret?.equals(secret) === true && files.some(({ file }) => file === one.place),
  );
  if (login !== undefined) return login;
  const names = files.map(({ file }) => file).join(', ');
  throw new RegistryError(
    'invalid-input',
    t('{0} does not say what it should for {1} now. Check the file.', names, setup.repository.name),
    { repair: null },
  );
}

/** The variables by which the tool takes the login from the environment. */
export function variablesOf(
  { tool, setup }: Wanted,
  secret: Secret,
): ReadonlyMap<string, Secret | string> {
  const from = tool.fromEnvironment?.(setup);
  if (from === undefined) return new Map();
  const { variable, value, others = {} } = from;
  const held = value === undefined ? secret : new Secret(value(secret.reveal()));
  return new Map<string, Secret | string>([...Object.entries(others), [variable, held]]);
}

/** What stands in the files in place of the secret. */
const standIn = ({ tool, setup, inEnvironment }: Wanted): string | undefined =>
  inEnvironment ? (tool.fromEnvironment?.(setup).reference ?? '') : undefined;

function filesOf(wanted: Wanted, environment: DockerEnvironment): readonly ToolFile[] {
  const { tool, setup, projects } = wanted;
  const { name, url } = setup.repository;
  // A server chose these: neither may be a line, a key or an element of its own in a file.
  mustBePlain([name], /^[A-Za-z0-9_][\w.-]*$/, tool);
  mustBePlain([url], /^https?:\/\/[\w.:[\]-]+(?:\/[\w.~+-]+)*$/, tool);
  mustBePlain([setup.user], /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}${}%]+$/u, tool);
  mustBeFree(name, tool);
  const files = tool
    .files(setup, environment)
    .filter(({ hasSecret }) => !hasSecret || standIn(wanted) !== '');
  for (const { file, hasSecret } of files) {
    refuseInside(file, environment.untrusted);
    if (hasSecret && !wanted.inEnvironment) mustBeNoProject(file, projects, environment.home);
  }
  return files;
}

function mustBePlain(texts: readonly string[], plain: RegExp, tool: SetupTool): void {
  if (texts.every((text) => plain.test(text))) return;
  throw new RegistryError(
    'unsupported',
    t(
      'The repository, the user name or the token has characters that {0} could read as something else. Nothing was changed.',
      tool.name(),
    ),
    { repair: null },
  );
}

/** Spelled in another way, such a name makes the same variables. */
function mustBeFree(name: string, tool: SetupTool): void {
  const known = name.toLowerCase().replaceAll(/[._]/g, '-');
  if (tool.ownNames?.includes(known) !== true) return;
  throw new RegistryError(
    'unsupported',
    t(
      'The name “{1}” means something else to {0}, so logins and uploads could go to the wrong place. Nothing was changed.',
      tool.name(),
      name,
    ),
    { repair: null },
  );
}

/** A variable of the environment may have led there. A home that was opened as a folder is none. */
function mustBeNoProject(file: string, projects: readonly string[], home: string): void {
  const folders = projects.filter((folder) => !isInside(home, [folder]));
  if (!isInside(file, folders)) return;
  throw new RegistryError(
    'unsupported',
    t('{0} is a file of a project, which never gets a token. Nothing was changed.', file),
    { repair: null },
  );
}
