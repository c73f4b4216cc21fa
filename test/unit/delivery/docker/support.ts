import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../../src/core/secret.ts';
import type { Ask } from '../../../../src/delivery/docker/check.ts';
import type { Login } from '../../../../src/delivery/docker/helper.ts';
import type { LoginOptions } from '../../../../src/delivery/docker/login.ts';
import type { DockerEnvironment } from '../../../../src/delivery/docker/environment.ts';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';

export const never = new AbortController().signal;

/** A home folder and a PATH of its own, in which programs are shell scripts. */
export class Home implements AsyncDisposable {
  readonly directory: string;
  readonly bin: string;
  readonly config: string;

  private constructor(directory: string) {
    this.directory = directory;
    this.bin = join(directory, 'bin');
    this.config = join(directory, '.docker', 'config.json');
  }

  static async create(): Promise<Home> {
    const home = new Home(await mkdtemp(join(tmpdir(), 'registry-tokens-home-')));
    await mkdir(home.bin);
    await mkdir(join(home.directory, '.docker'));
    return home;
  }

  get dockerEnvironment(): DockerEnvironment {
    return {
      env: { PATH: `${this.bin}:/usr/bin:/bin`, HOME: this.directory },
      platform: 'linux',
      home: this.directory,
      untrusted: [],
    };
  }

  /** Puts a program on the PATH; its standard input lies in `<name>.in`, its arguments in `<name>.args`. */
  async program(name: string, script: string): Promise<string> {
    const file = join(this.bin, name);
    const lines = ['#!/bin/sh', `echo "$@" >> '${file}.args'`, `cat >> '${file}.in'`, script, ''];
    await writeFile(file, lines.join('\n'));
    await chmod(file, 0o755);
    return file;
  }

  received(name: string, what: 'in' | 'args'): Promise<string> {
    return readFile(join(this.bin, `${name}.${what}`), 'utf8');
  }

  writeConfig(json: object): Promise<void> {
    return writeFile(this.config, JSON.stringify(json));
  }

  async readConfig(): Promise<Record<string, unknown>> {
    return JSON.parse(await readFile(this.config, 'utf8')) as Record<string, unknown>;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

export function askOf(sandbox: Sandbox): Ask {
  const http = createHttpClient({
    tls: { ca: sandbox.authority.pem },
    proxy: () => noProxySettings,
  });
  return (url, authorization, signal) =>
    http.send({
      method: 'GET',
      url,
      signal,
      ...(authorization === undefined ? {} : { authorization }),
    });
}

export const loginOf = (host: string, user: string, secret: string): Login => ({
  host,
  user,
  secret: new Secret(secret),
});

export const optionsOf = (sandbox: Sandbox, origin: string, home: Home): LoginOptions => ({
  origin,
  ask: askOf(sandbox),
  dockerEnvironment: home.dockerEnvironment,
  signal: never,
});
