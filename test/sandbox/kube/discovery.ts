import type { Reply } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { NO_CACHE, text } from './status.ts';

/** For everybody, without credentials. */
export const isPublic = (path: string): boolean =>
  /^\/(?:healthz|livez|readyz|version)\/?$/.test(path);

/** For everybody who has signed in. */
export const isDiscovery = (path: string): boolean => /^\/(?:api|apis|openapi)(?:\/|$)/.test(path);

/** What discovery tells: enough for kubectl to know services, pods and exec, and little more. */
export function discover(path: string, minor: number): Reply | undefined {
  const page = pages[path];
  if (page !== undefined) return json(200, page, NO_CACHE);
  switch (path) {
    case '/healthz':
    case '/livez':
    case '/readyz':
      return text(200, 'ok');
    case '/version':
      return {
        status: 200,
        headers: { 'Content-Type': 'application/json', ...NO_CACHE },
        body: JSON.stringify(version(minor), undefined, 2),
      };
    case '/openapi/v2':
      return json(200, openApi(minor), NO_CACHE);
    default:
      return undefined;
  }
}

const version = (minor: number): object => ({
  major: '1',
  minor: String(minor),
  emulationMajor: '1',
  emulationMinor: String(minor),
  minCompatibilityMajor: '1',
  minCompatibilityMinor: String(minor - 1),
  gitVersion: `v1.${minor}.4`,
  gitCommit: 'abc',
  gitTreeState: '',
  buildDate: '2026-04-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
  platform: 'linux/amd64',
});

const openApi = (minor: number): object => ({
  swagger: '2.0',
  info: { title: 'Kubernetes', version: `1.${minor}` },
  paths: {},
});

const all = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const pages: Readonly<Record<string, object>> = {
  '/api': {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' }],
  },
  '/apis': {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [
      {
        name: 'apps',
        versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
        preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
      },
    ],
  },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [
      resource('bindings', 'binding', 'Binding', ['create']),
      {
        ...resource('componentstatuses', 'componentstatus', 'ComponentStatus', ['get', 'list']),
        namespaced: false,
        shortNames: ['cs'],
      },
      {
        ...resource('configmaps', 'configmap', 'ConfigMap', all),
        shortNames: ['cm'],
        storageVersionHash: 'qFsyl6wFWjQ=',
      },
      {
        ...resource('endpoints', 'endpoints', 'Endpoints', all),
        shortNames: ['ep'],
        storageVersionHash: 'fWeeMqaN/OA=',
      },
      { ...resource('pods', 'pod', 'Pod', all), shortNames: ['po'] },
      resource('pods/exec', '', 'PodExecOptions', ['create', 'get']),
      resource('secrets', 'secret', 'Secret', all),
      {
        ...resource('serviceaccounts', 'serviceaccount', 'ServiceAccount', all),
        shortNames: ['sa'],
      },
      { ...resource('services', 'service', 'Service', all), shortNames: ['svc'] },
    ],
  },
  '/apis/apps/v1': {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: 'apps/v1',
    resources: [
      {
        ...resource('controllerrevisions', 'controllerrevision', 'ControllerRevision', all),
        storageVersionHash: '85nkx63pcBU=',
      },
      {
        ...resource('daemonsets', 'daemonset', 'DaemonSet', all),
        shortNames: ['ds'],
        categories: ['all'],
        storageVersionHash: 'dd7pWHUlMKQ=',
      },
      resource('daemonsets/status', '', 'DaemonSet', ['get', 'patch', 'update']),
      {
        ...resource('deployments', 'deployment', 'Deployment', all),
        shortNames: ['deploy'],
        categories: ['all'],
      },
    ],
  },
};

function resource(
  name: string,
  singularName: string,
  kind: string,
  verbs: readonly string[],
): object {
  return { name, singularName, namespaced: true, kind, verbs };
}
