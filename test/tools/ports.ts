import { once } from 'node:events';
import { createServer } from 'node:net';

/** Whether a port of 127.0.0.1 is free at this moment. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
