import { join } from 'node:path';

/** The file by which every window sees at start-up that there is something to serve. */
export const markerIn = (storage: string): string => join(storage, 'serving');
