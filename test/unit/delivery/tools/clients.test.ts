/**
 * The real package managers, set up by us and driven by themselves, against a registry that demands
 * the login. What is not on this machine counts as skipped, and its line says why.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { setupTools } from '../../../../src/delivery/tools/index.ts';
import { setUp, variablesOf, type Wanted } from '../../../../src/delivery/tools/set-up.ts';
import { listen, stop } from '../../../sandbox/http/server.ts';
import { Authority, SANDBOX_NAMES } from '../../../sandbox/tls/authority.ts';
import { onPath } from '../../../tools/on-path.ts';
import { answers, drives, open, sources } from './drives.ts';

const user = 'svc-ci';
const secret = 'eyJub3QiOiJhIHJlYWwgc2VjcmV0In0.x.y-4714';

/** Every request, with whether it had the login. */
interface Asked {
  readonly path: string;
  readonly isLoggedIn: boolean;
}

describe('package managers that were set up', { concurrency: 2 }, () => {
  const asked: Asked[] = [];
  let authority: Authority | undefined;
  let [plain, tls]: Server[] = [];
  const origins = { plain: '', tls: '' };

  const serve = (origin: () => string) => (request: IncomingMessage, reply: ServerResponse) => {
    const { url = '' } = request;
    const { authorization = '' } = request.headers;
    const basic = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
    const isLoggedIn = [basic, `Bearer ${secret}`].includes(authorization);
    asked.push({ path: url, isLoggedIn });
    const answer = answers(origin())[url];
    // A request that is not read to its end keeps its client waiting.
    request.resume();
    if (url in open) reply.end(open[url]);
    else if (!isLoggedIn) reply.writeHead(401, { 'WWW-Authenticate': 'Basic realm="acme"' }).end();
    else if (url in sources) reply.writeHead(204, { 'X-Terraform-Get': sources[url] }).end();
    else if (answer === undefined) reply.writeHead(404).end();
    else {
      const isText = typeof answer === 'string';
      reply.writeHead(200, { 'Content-Type': isText ? 'text/html' : 'application/json' });
      reply.end(isText ? answer : JSON.stringify(answer));
    }
  };

  before(async () => {
    authority = await Authority.create('acme');
    const leaf = await authority.issue({ names: SANDBOX_NAMES });
    plain = createServer(serve(() => origins.plain));
    tls = createTlsServer(
      leaf,
      serve(() => origins.tls),
    );
    origins.plain = `http://127.0.0.1:${await listen(plain)}`;
    origins.tls = `https://127.0.0.1:${await listen(tls)}`;
  });
  after(async () => {
    for (const server of [plain, tls]) if (server !== undefined) await stop(server);
  });

  for (const drive of drives) {
    for (const inEnvironment of [false, true]) {
      const tool = setupTools.find(({ id }) => id === drive.tool);
      if (inEnvironment && drive.both !== true) continue;
      const name = `${drive.program} logs in ${inEnvironment ? 'from its environment' : 'from its file'}`;
      it(name, { timeout: 120_000 }, async (context) => {
        const program = await onPath(drive.program);
        if (program === undefined) {
          context.skip(`${drive.program} is not on this machine`);
          return;
        }
        assert.ok(tool);
        const home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
        context.after(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
        const origin = drive.tls === true ? origins.tls : origins.plain;
        const url = (drive.host === undefined ? origin : `http://${drive.host}`) + drive.path;
        const repository = { name: 'acme', format: tool.format, url, description: '' };
        const wanted: Wanted = { tool, setup: { repository, user }, inEnvironment, projects: [] };
        const around = { env: {}, platform: process.platform, home, untrusted: [] };
        await setUp(wanted, new Secret(secret), around);
        await writeFile(path.join(home, 'ca.pem'), authority?.pem ?? '');
        const project = path.join(home, 'project');
        for (const [file, text] of Object.entries({ keep: '', ...drive.files?.(origin) })) {
          await mkdir(path.dirname(path.join(project, file)), { recursive: true });
          await writeFile(path.join(project, file), text);
        }
        const variables = inEnvironment ? [...variablesOf(wanted, new Secret(secret))] : [];
        const env = {
          PATH: process.env['PATH'],
          HOME: home,
          ...drive.env?.(home),
          ...Object.fromEntries(
            variables.map(([key, value]) => [
              key,
              typeof value === 'string' ? value : value.reveal(),
            ]),
          ),
        };
        const { code, said } = await run(
          program,
          drive.args(origin, home, inEnvironment),
          env,
          project,
        );
        if (drive.isMissing?.test(said) === true) {
          context.skip(`${drive.program} on this machine is too old, or has no toolchain`);
          return;
        }
        assert.equal(code, 0, said);
        assert.match(said, drive.prints ?? /(?:)/);
        assert.ok(asked.some(({ path: got, isLoggedIn }) => got === drive.gets && isLoggedIn));
        assert.ok(!said.includes(secret));
      });
    }
  }
});

async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const ended = Promise.withResolvers<number | null>();
  child.on('error', ended.reject);
  child.on('close', ended.resolve);
  return { code: await ended.promise, said };
}
