/** Every kind of registry: its folder beside this file, and a line here. */
export { drp } from './drp/kind.ts';
export { jfrog } from './jfrog/kind.ts';
export { quay } from './quay/kind.ts';
export { rok } from './rok/kind.ts';
