import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../../core/errors.ts';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import type { SingleUse } from '../../../core/single-use.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';
import type { AuthProvider, ProviderSecrets } from '../kubeconfig/entries.ts';
import { whileLocked } from '../kubeconfig/lock.ts';
import { pem } from '../kubeconfig/pem.ts';
import { keep, mayKeep, readTokens, type Renewed } from '../kubeconfig/renewed.ts';
import type { KubeSettings } from '../settings.ts';
import type { Credentials, CredentialSource } from './credentials.ts';
import { refreshIdToken, type RenewedTokens } from './oidc-refresh.ts';

/** An ID token that ends within this time is renewed first, as kubectl does; in milliseconds. */
const skew = 10_000;

/**
 * The ID token of a kubeconfig's `oidc` auth-provider, renewed when it has ended. An issuer may take
 * a refresh token one time only: so it is spent under kubectl's lock, after the file was read again,
 * and what it gives is written there, as kubectl does; where that is not possible it is not spent.
 * It is marked before it is on its way: one whose answer was lost, perhaps with this process, is not
 * sent again as long as the file says nothing else.
 */
export class OidcCredentials implements CredentialSource {
  readonly #access: ClusterAccess;
  readonly #base: Credentials;
  readonly #settings: () => KubeSettings;
  readonly #singleUse: SingleUse;
  readonly #config: Readonly<Record<string, string>>;
  #secrets: ProviderSecrets;
  #renewing: Promise<void> | undefined;

  constructor(
    access: ClusterAccess,
    provider: AuthProvider,
    base: Credentials,
    {
      settings,
      singleUse,
    }: { readonly settings: () => KubeSettings; readonly singleUse: SingleUse },
  ) {
    this.#access = access;
    this.#base = base;
    this.#settings = settings;
    this.#singleUse = singleUse;
    this.#config = provider.config;
    this.#secrets = provider.secrets;
  }

  async get(signal: AbortSignal): Promise<Credentials> {
    if (endOf(this.#idToken) - skew <= Date.now()) {
      this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined));
      await this.#renewing;
      if (signal.aborted) throw cancelled();
    }
    return {
      ...this.#base,
      authorization: new Secret(`Bearer ${this.#idToken}`),
    };
  }

  get #idToken(): string {
    return this.#secrets['id-token']?.reveal() ?? '';
  }

  /** A token that has not ended is refused for another reason than its age. */
  refused(): boolean {
    return false;
  }

  /** Nothing is spent before the file is ours, says what is spent, and could be written. */
  async #renew(): Promise<void> {
    const { context, user } = this.#access;
    const { 'idp-issuer-url': issuer, 'client-id': clientId } = this.#config;
    const { 'refresh-token': refreshToken } = this.#secrets;
    if (issuer === undefined || clientId === undefined || refreshToken === undefined) {
      throw ended(
        t(
          'The OIDC sign-in of the context “{0}” has ended, and the kubeconfig has nothing to renew it with. Sign in again as for kubectl.',
          context,
        ),
      );
    }
    const done = await whileLocked(user.file, () => this.#renewLocked(issuer, clientId));
    if (done !== undefined) return;
    throw ended(
      t(
        'The OIDC sign-in of the context “{0}” has ended, and was not renewed: {1} cannot be made, or belongs to another program that is writing the kubeconfig. Try again; if no program is, delete that file.',
        context,
        `${user.file}.lock`,
      ),
    );
  }

  async #renewLocked(issuer: string, clientId: string): Promise<void> {
    const { context, user } = this.#access;
    // Without an ID token in the file there is no place for another.
    const present = await readTokens(user).catch(() => undefined);
    if (present !== undefined && endOf(present['id-token'].reveal()) - skew > Date.now()) {
      // kubectl, or another window, was first.
      this.#secrets = { ...this.#secrets, ...present };
      return;
    }
    if (present === undefined || !(await mayKeep(user, present))) {
      throw ended(
        t(
          'The OIDC sign-in of the context “{0}” has ended, and what renews it could not be written to {1}. Run any command of kubectl with this context, which renews it, and try again.',
          context,
          user.file,
        ),
      );
    }
    const renewed = await this.#refresh(issuer, clientId, present);
    const next = {
      'id-token': renewed.idToken,
      'refresh-token': renewed.refreshToken ?? present['refresh-token'],
    };
    this.#secrets = { ...this.#secrets, ...next };
    await keep(user, present, next);
  }

  async #refresh(issuer: string, clientId: string, present: Renewed): Promise<RenewedTokens> {
    const { context } = this.#access;
    const { 'idp-certificate-authority': caFile, 'idp-certificate-authority-data': caData } =
      this.#config;
    const client = {
      issuer,
      clientId,
      clientSecret: this.#secrets['client-secret'],
      refreshToken: present['refresh-token'],
      // kubectl may have spent one that is good for many times: then the ID token is another.
      mark: new Secret(
        Object.values(present)
          .map((secret) => secret.reveal())
          .join(' '),
      ),
      ca: pem(context, caFile, caData),
    };
    try {
      return await refreshIdToken(client, () => this.#settings().proxy, this.#singleUse);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      throw new RegistryError(
        // Other codes would speak of the account's own server, or of its tokens.
        error.code === 'sign-in-expired' ? error.code : 'unreachable',
        t(
          'The OIDC sign-in of the context “{0}” could not be renewed: {1}',
          context,
          error.message,
        ),
        { cause: error, repair: 'retry' },
      );
    }
  }
}

/** The end of a JWT in milliseconds since the epoch; 0 for what is none or tells no end. */
function endOf(token: string): number {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    const end = isObject(claims) ? claims['exp'] : undefined;
    return typeof end === 'number' ? end * 1000 : 0;
  } catch {
    return 0;
  }
}

const ended = (message: string): RegistryError =>
  new RegistryError('sign-in-expired', message, { repair: 'retry' });
