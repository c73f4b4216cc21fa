/** In place of src/registries/index.ts. */
export { kiosk, shop } from './shop.ts';
