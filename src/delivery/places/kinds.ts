import { command } from './command.ts';
import { copied } from './copied.ts';
import { login } from './login.ts';
import type { PlaceKind } from './place.ts';
import { pullSecret } from './pull-secret.ts';
import { toolLogin } from './tool-login.ts';

/** The kinds of places that are remembered; served hosts are known by what is served. */
const kinds: readonly PlaceKind[] = [pullSecret, login, toolLogin, command, copied];

export const findPlaceKind = (id: string): PlaceKind | undefined =>
  kinds.find((kind) => kind.id === id);
