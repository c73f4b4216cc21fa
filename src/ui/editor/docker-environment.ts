import { homedir } from 'node:os';
import type { Ask } from '../../delivery/docker/check.ts';
import type { DockerEnvironment } from '../../delivery/docker/environment.ts';
import type { HttpClient } from '../../net/http/http.ts';
import { untrustedFolders } from './untrusted-folders.ts';

/** This machine, as far as a docker login concerns it; an untrusted workspace has no say in it. */
export const dockerEnvironment = (): DockerEnvironment => ({
  env: process.env,
  platform: process.platform,
  home: homedir(),
  untrusted: untrustedFolders(),
});

/** Asks with the account's own connection: its trust, its proxy. */
export const askWith =
  (http: HttpClient): Ask =>
  (url, authorization, signal) =>
    http.send({
      method: 'GET',
      url,
      signal,
      ...(authorization === undefined ? {} : { authorization }),
    });
