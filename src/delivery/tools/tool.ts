import type { PackageFormat, PackageRepository } from '../../core/package-repository.ts';
import type { DockerEnvironment } from '../docker/environment.ts';

/** Which repository a tool is set up for, and as whom. */
export interface Setup {
  readonly repository: PackageRepository;
  readonly user: string;
}

/** A text in which something was set. */
export interface Changed {
  readonly text: string;
  /** Names of what had another value before; never a value, which may be a secret. */
  readonly replaced: readonly string[];
}

/** One file of a tool, and what is set in it. Everything else in it stays. */
export interface ToolFile {
  readonly file: string;
  /** The secret stands in this one. */
  readonly hasSecret: boolean;
  /** Throws `RegistryError` for a text that must be left as it is. */
  readonly change: (text: string, secret: string) => Changed;
}

/** How a tool takes the login from variables of the environment. */
interface FromEnvironment {
  /** What the file with the secret refers to the variable by; absent: that file is not written. */
  readonly reference?: string;
  /** The variable that holds the secret. */
  readonly variable: string;
  /** Its value; the secret itself where this is absent. */
  readonly value?: (secret: string) => string;
  /** Variables that go with it. */
  readonly others?: Readonly<Record<string, string>>;
}

/** A package manager, or several that share their files, that can be set up for a repository. */
export interface SetupTool {
  readonly id: string;
  /** The programs, as a person knows them. */
  readonly name: () => string;
  readonly format: PackageFormat;
  /** Id of the login tool that finds the secret in what was written, and writes it anew. */
  readonly loginTool: string;
  /**
   * Names that the tool has for repositories of its own, in lower case and with hyphens: another one
   * by such a name would get what is meant for that, or that would get its login.
   */
  readonly ownNames?: readonly string[];
  /** What the tool does from then on, in a sentence. */
  readonly consequence: (setup: Setup) => string;
  /** The user's own files, never a project's. */
  readonly files: (setup: Setup, environment: DockerEnvironment) => readonly ToolFile[];
  /** Absent for a tool that reads secrets from files alone. */
  readonly fromEnvironment?: (setup: Setup) => FromEnvironment;
}

/**
 * The variable that the file of a tool names for the token of a repository. What comes first keeps a
 * repository called `github` from making a variable that other programs take for their own.
 */
export const tokenVariable = (repository: string): string =>
  `REGISTRY_${inCapitals(repository)}_TOKEN`;

/** A name in capitals as variables have it: `acme-npm` becomes `ACME_NPM`. */
export const inCapitals = (name: string): string =>
  name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
