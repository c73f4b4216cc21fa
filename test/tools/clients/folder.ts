import path from 'node:path';
import { cacheDir } from '../paths.ts';

/** Where `npm run clients` keeps what it fetched, with a separator at the end. */
export const clientsDir = (): string => path.join(cacheDir(), 'clients', path.sep);

/** Where it keeps programs. */
export const programsDir = (): string => path.join(clientsDir(), 'bin');
