import { onPath } from '../../../tools/on-path.ts';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CommandResult,
  Kubernetes,
  KubeObjects,
} from '../../../../src/net/kube/kubernetes.ts';
import { openKubernetes } from '../../../../src/net/kube/open.ts';
import type { KubeSettings } from '../../../../src/net/kube/settings.ts';
import { SingleUseFiles } from '../../../../src/vault/single-use.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import { systemClock } from '../../../sandbox/clock.ts';
import { Recorder } from '../../../sandbox/http/recorder.ts';
import { writeKubeconfig, type ContextOptions } from '../../../sandbox/kube/kubeconfig.ts';
import { NAMESPACE, NAMESPACES, SERVICE } from '../../../sandbox/kube/resources.ts';
import { usualSettings } from '../../../sandbox/kube/settings.ts';
import { Random } from '../../../sandbox/random.ts';
import { contexts, startRok, type RokSandbox } from '../../../sandbox/rok/rok.ts';
import { Authority, SANDBOX_NAMES } from '../../../sandbox/tls/authority.ts';

/** Without kubectl on this machine one of them is left; the sandbox's suite then says so. */
export const transports: readonly ('built-in' | 'kubectl')[] =
  (await onPath('kubectl')) === undefined ? ['built-in'] : ['built-in', 'kubectl'];
export const never = new AbortController().signal;
export const accountList = ['rok-fort-manage', 'account-list'];

export const target = { context: contexts.token, namespace: NAMESPACE, service: SERVICE };

/** A sandbox Rok with its API server, and a home folder of its own. */
export class KubeBench implements AsyncDisposable {
  readonly rok: RokSandbox;
  readonly authority: Authority;
  readonly recorder: Recorder;
  readonly directory: string;

  private constructor(
    rok: RokSandbox,
    authority: Authority,
    recorder: Recorder,
    directory: string,
  ) {
    this.rok = rok;
    this.authority = authority;
    this.recorder = recorder;
    this.directory = directory;
  }

  static async start(): Promise<KubeBench> {
    const directory = await mkdtemp(join(tmpdir(), 'registry-tokens-kube-'));
    const authority = await Authority.create('Test CA of the cluster');
    const recorder = new Recorder();
    const rok = await startRok({
      leaf: await authority.issue({ names: SANDBOX_NAMES }),
      authority,
      recorder,
      clock: systemClock(),
      random: new Random('kube'),
      directory,
    });
    return new KubeBench(rok, authority, recorder, directory);
  }

  /** Everything as usual again, between tests. */
  reset(): void {
    Object.assign(this.rok.kube.settings, usualSettings());
    Object.assign(this.rok.settings, {
      format: 'columns',
      stderrNoise: '',
      redirectsNobody: false,
    });
    this.rok.kube.users.clear();
    this.rok.kube.users.set(this.rok.kube.token, 'developer');
    this.rok.kube.faults.clear();
    this.rok.kube.execs.commands.length = 0;
    this.rok.kube.objects.reset(NAMESPACES);
    this.rok.kube.acted.length = 0;
    this.recorder.clear();
  }

  settings(changes: Partial<KubeSettings> = {}): KubeSettings {
    return {
      transport: 'built-in',
      kubeconfig: this.rok.kubeconfig,
      kubectl: 'kubectl',
      home: this.directory,
      environment: { PATH: process.env['PATH'], HOME: this.directory },
      proxy: noProxySettings,
      untrusted: [],
      ...changes,
    };
  }

  open(changes: Partial<KubeSettings> = {}): Kubernetes & KubeObjects {
    const settings = this.settings(changes);
    return openKubernetes(() => settings, new SingleUseFiles(join(this.directory, 'spent')));
  }

  /** Writes a kubeconfig with one context for this API server; its name is `test`. */
  kubeconfig(name: string, options: Partial<ContextOptions>): Promise<string> {
    return writeKubeconfig(join(this.directory, name), [
      {
        name: 'test',
        server: this.rok.kube.url,
        ca: this.authority.pem,
        user: { token: this.rok.kube.token },
        ...options,
      },
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rok.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The exit code of a command whose end was told. */
export function exitCode({ ended }: CommandResult): number {
  assert('exitCode' in ended, JSON.stringify(ended));
  return ended.exitCode;
}
