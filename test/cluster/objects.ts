import { CONTAINER, NAMESPACE, SERVICE } from '../sandbox/kube/resources.ts';

const labels = { app: 'rok-registry' };

export const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };

export const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } };

/** Where the node's kubelet listens. */
export const nodeStatus = (port: number): object => ({
  status: {
    addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
  },
});

export const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: SERVICE },
  spec: { selector: labels, ports: [{ port: 80 }] },
};

export const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'rok-registry-0', labels },
  spec: { nodeName: 'node-1', containers: [{ name: CONTAINER, image: 'rok' }] },
};

/** As a kubelet tells it of a pod that is ready. */
export const podStatus = {
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
};

/** Lets a user find the pod, and do what is given to `pods/exec`. */
export const binding = (
  user: string,
  verbs: readonly string[],
): { readonly role: object; readonly roleBinding: object } => {
  const metadata = { name: user };
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  return {
    role: {
      apiVersion,
      kind: 'Role',
      metadata,
      rules: [
        { apiGroups: [''], resources: ['services'], verbs: ['get'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
        { apiGroups: [''], resources: ['pods/exec'], verbs },
      ],
    },
    roleBinding: {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: user },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }],
    },
  };
};
