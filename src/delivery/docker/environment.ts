/** What of this machine the docker login works with; handed in, so that tests can hold it. */
export interface DockerEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Folders from which nothing is run or read: those of a workspace that is not trusted. */
  readonly untrusted: readonly string[];
}
