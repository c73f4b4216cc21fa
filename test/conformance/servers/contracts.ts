import { drp } from './drp.ts';
import { jfrog } from './jfrog.ts';
import { kube } from './kube.ts';
import { quay } from './quay.ts';
import type { Contract } from './row.ts';

/** What is asked of each sort of server, by the option that names one. */
export const contracts = { quay, drp, jfrog, kube } satisfies Record<string, Contract>;

export type ServerSort = keyof typeof contracts;
