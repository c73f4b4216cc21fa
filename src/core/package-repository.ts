/** What packages a repository has, by the protocol that its clients speak. */
export type PackageFormat =
  'npm' | 'pypi' | 'maven' | 'go' | 'nuget' | 'cargo' | 'helm' | 'terraform';

/** A repository of packages that a token opens. */
export interface PackageRepository {
  /** As the registry calls it. */
  readonly name: string;
  readonly format: PackageFormat;
  /**
   * The address that clients of the format are told, without a user, a secret or a slash at its
   * end. Of `pypi` the one that takes uploads, below which `/simple` is; of `cargo` that of the
   * sparse index; of `nuget` that of its third version's `index.json`.
   */
  readonly url: string;
  /** What sort of repository it is, in a few words of the registry. */
  readonly description: string;
}
