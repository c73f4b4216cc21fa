import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { Secret } from '../../../../src/core/secret.ts';
import type { Checkout } from '../../../../src/registries/contract/checkout.ts';
import type { Field, FormValues, TextField } from '../../../../src/registries/contract/form.ts';
import { type CiJob, ciPart } from '../../../../src/registries/quay/keyless/ci-part.ts';
import { toBeDropped } from '../../../../src/registries/quay/keyless/dropped.ts';
import { forgeOf, subjectOf } from '../../../../src/registries/quay/keyless/forge.ts';
import { openQuay } from '../../../../src/registries/quay/open.ts';
import { onPath } from '../../../tools/on-path.ts';
import { FEDERATED_SUBJECT } from '../../../sandbox/sandbox.ts';
import { consequenceOf } from '../consequence.ts';
import { Bench, never, run, walk } from './support.ts';

const checkouts: readonly Checkout[] = [
  {
    name: 'api',
    branch: 'release/2',
    remotes: [
      { name: 'origin', host: 'github.com', path: 'acme/api' },
      { name: 'fork', host: 'git.example.test', path: 'dana/api' },
    ],
  },
];

const gitHub = {
  repository: 'https://github.com/acme/api',
  run: 'branch',
  name: 'main',
  names: 'names',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:acme/api:ref:refs/heads/main',
};

describe('a robot is made keyless', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const registry = () =>
    openQuay({ ...bench.connection(), checkouts: () => Promise.resolve(checkouts) }, bench.timer);
  const ci = () => walk(registry(), 'acme-platform', 'ci');
  const stored = (robot: string) => bench.quay.world.robots.get(robot)?.federation;

  async function form() {
    const found = await registry().actions['makeKeyless']?.form?.(await ci(), never);
    assert(found);
    const field = (id: string): Field => {
      const one = found.fields.find((each) => each.id === id);
      assert(one, id);
      return one;
    };
    const text = (id: string): TextField => {
      const one = field(id);
      assert(one.type === 'text', id);
      return one;
    };
    /** The ids of the steps that are asked with these answers. */
    const steps = (values: FormValues) =>
      found.fields.filter(({ when }) => when?.(values) ?? true).map(({ id }) => id);
    const proposed = (values: FormValues) => [
      text('issuer').initial?.(values),
      text('subject').initial?.(values),
    ];
    return { field, text, steps, proposed };
  }

  const noConnection = () => Promise.reject(new Error('needs no connection'));

  it('offers the repositories and the branch of the workspace', async () => {
    const { text } = await form();
    const repositories = await text('repository').suggestions?.({}, never, noConnection);
    assert.deepEqual(
      repositories?.map(({ value, description }) => [value, description]),
      [
        ['https://github.com/acme/api', 'origin of api'],
        ['https://git.example.test/dana/api', 'fork of api'],
      ],
    );
    const names = async (values: FormValues) =>
      (await text('name').suggestions?.(values, never, noConnection))?.map(({ value }) => value);
    assert.deepEqual(await names(gitHub), ['release/2', 'main']);
    assert.deepEqual(await names({ ...gitHub, run: 'tag' }), []);
    const elsewhere = { ...gitHub, repository: 'https://github.com/acme/web' };
    assert.deepEqual(await names(elsewhere), ['main']);
  });

  it('keeps nothing of an address but where the repository is', async () => {
    const { text } = await form();
    const { normalize } = text('repository');
    const address = 'https://dana:ghp_planted@github.com/acme/api.git';
    assert.equal(normalize?.(address), 'https://github.com/acme/api');
    assert.equal(normalize('git@github.com:acme/api.git'), 'https://github.com/acme/api');
    assert.equal(normalize(' acme/api '), 'acme/api');
  });

  it('asks for the steps that the forge needs', async () => {
    const { steps } = await form();
    const usual = ['repository', 'run', 'name', 'names', 'issuer', 'subject'];
    assert.deepEqual(steps(gitHub), usual);
    assert.deepEqual(steps({ ...gitHub, names: 'ids' }), usual.toSpliced(4, 0, 'ids'));
    assert.deepEqual(
      steps({ ...gitHub, run: 'pull-request' }),
      usual.filter((id) => id !== 'name'),
    );
    const elsewhere = { ...gitHub, repository: 'https://git.example.test/dana/api' };
    assert.deepEqual(steps(elsewhere), ['repository', 'forge', 'run', 'name', 'issuer', 'subject']);
  });

  it('proposes what each forge sends', async () => {
    const { proposed } = await form();
    const issuer = 'https://token.actions.githubusercontent.com';
    assert.deepEqual(proposed(gitHub), [issuer, 'repo:acme/api:ref:refs/heads/main']);
    assert.deepEqual(proposed({ ...gitHub, names: 'ids', ids: '123456 456789' }), [
      issuer,
      'repo:acme@123456/api@456789:ref:refs/heads/main',
    ]);
    assert.deepEqual(proposed({ ...gitHub, run: 'environment', name: 'prod:eu' }), [
      issuer,
      'repo:acme/api:environment:prod%3Aeu',
    ]);
    assert.deepEqual(proposed({ ...gitHub, run: 'pull-request' }), [
      issuer,
      'repo:acme/api:pull_request',
    ]);
    assert.deepEqual(proposed({ ...gitHub, repository: 'https://acme.ghe.com/acme/api' }), [
      'https://token.actions.acme.ghe.com',
      'repo:acme/api:ref:refs/heads/main',
    ]);
    const own = { ...gitHub, repository: 'https://git.example.test:8443/dana/sub/api' };
    assert.deepEqual(proposed({ ...own, forge: 'gitlab', run: 'tag', name: 'v1' }), [
      'https://git.example.test:8443',
      'project_path:dana/sub/api:ref_type:tag:ref:v1',
    ]);
    const server = { ...own, forge: 'github-server' };
    assert.equal(proposed(server)[0], 'https://git.example.test:8443/_services/token');
    assert.deepEqual(proposed(own), [undefined, undefined]);
    assert.equal(forgeOf('github.example.test'), 'github-server');
    assert.equal(
      subjectOf('gitlab', { path: 'a/b' }, 'branch', 'main'),
      'project_path:a/b:ref_type:branch:ref:main',
    );
  });

  it('judges while it is typed', async () => {
    const { text } = await form();
    const judge = (id: string, typed: string, values: FormValues = gitHub) => {
      const field = text(id);
      return field.check?.(field.normalize?.(typed) ?? typed, values);
    };
    assert.equal(judge('repository', 'git@github.com:acme/api'), undefined);
    assert.equal(judge('repository', 'acme/api')?.severity, 'error');
    assert.match(judge('repository', 'https://bitbucket.org/acme/api')?.message ?? '', /another/);
    assert.equal(judge('repository', 'https://github.com/acme/sub/api')?.severity, 'error');
    assert.equal(judge('name', 'feature/x'), undefined);
    const expression = '$' + '{{ secrets.X }}';
    for (const name of [expression, 'a"b', "a'b", 'a`b', 'a\\b', 'a\nb']) {
      assert.equal(judge('name', name)?.severity, 'error', name);
    }
    assert.equal(judge('ids', '123\n456'), undefined);
    assert.equal(judge('ids', '123')?.severity, 'error');
    assert.equal(judge('ids', 'acme')?.severity, 'error');
    assert.equal(judge('issuer', gitHub.issuer), undefined);
    assert.equal(judge('issuer', 'https://token.example.test')?.severity, 'info');
    assert.equal(judge('subject', gitHub.subject), undefined);
    assert.equal(judge('subject', 'repo:acme/*')?.severity, 'warning');
  });

  it('shows what is added before, adds it once, and hands out the CI part', async () => {
    const row = await ci();
    const asked = await consequenceOf(registry(), 'makeKeyless', row, gitHub);
    assert.equal(asked?.message, 'Let CI jobs log in as acme-platform+ci without a stored secret?');
    assert.match(asked.detail, /^Issuer: https:\/\/token\.actions.*\nSubject: repo:acme\/api:ref/);
    const before = stored('acme-platform+ci')?.length ?? 0;
    bench.requests();
    const outcome = await run(registry(), 'makeKeyless', row, gitHub);
    assert.equal(stored('acme-platform+ci')?.length, before + 1);
    assert.equal(outcome.document?.language, 'yaml');
    const again = await run(registry(), 'makeKeyless', row, gitHub);
    assert.equal(
      again.message,
      'acme-platform+ci trusts repo:acme/api:ref:refs/heads/main already; nothing was sent.',
    );
    assert.equal(again.document?.content, outcome.document.content);
    assert.equal(await consequenceOf(registry(), 'makeKeyless', row, gitHub), undefined);
    assert.equal(bench.requests().filter((line) => line.startsWith('POST')).length, 1);
  });

  it('says what writing the list would drop, before anything is written', async () => {
    const entry = { issuer: 'https://idp.example.test', subject: 'a', audiences: ['quay'] };
    bench.quay.world.addRobot({
      namespace: 'acme-platform',
      shortname: 'narrow',
      federation: [entry, { issuer: entry.issuer, subject: 'b' }],
    });
    const row = await walk(registry(), 'acme-platform', 'narrow');
    const dropped = /drops this:\na: audiences \["quay"\]$/;
    for (const action of ['makeKeyless', 'addIssuer']) {
      const { detail } = (await consequenceOf(registry(), action, row, gitHub)) ?? {};
      assert.match(detail ?? '', dropped, action);
    }
    const issuers = await walk(registry(), 'acme-platform', 'narrow', 'Trusted issuers');
    const rows = [];
    for await (const page of registry().children(issuers, never)) rows.push(...page);
    const [first, second] = rows;
    assert(first && second);
    const of = async (item: typeof first) =>
      (await consequenceOf(registry(), 'removeIssuer', item))?.detail ?? '';
    assert.doesNotMatch(await of(first), /drops/);
    assert.match(await of(second), dropped);
    assert.deepEqual(stored('acme-platform+narrow')?.[0], entry);
  });

  it('writes valid YAML for every forge, whatever the names', async () => {
    const row = await ci();
    const own = { ...gitHub, repository: 'https://gitlab.example.test/acme/api', run: 'tag' };
    const { document } = await run(registry(), 'makeKeyless', row, {
      ...own,
      name: 'v1: #2',
      issuer: 'https://gitlab.example.test',
      subject: 'project_path:acme/api:ref_type:tag:ref:v1',
    });
    const part = load(document?.content ?? '') as { push: Record<string, unknown> };
    assert.deepEqual(part.push['rules'], [{ if: '$CI_COMMIT_TAG == "v1: #2"' }]);
    assert.deepEqual(part.push['id_tokens'], { IDENTITY: { aud: bench.quay.hostname } });
    assert.doesNotMatch(document?.content ?? '', new RegExp(bench.robotToken('acme-platform+ci')));
  });

  const tools = ['bash', 'curl', 'jq'];
  it('logs in by the commands of the CI part, without a stored secret', async (context) => {
    const found = await Promise.all(tools.map(onPath));
    const missing = tools.filter((_, index) => found[index] === undefined);
    if (missing.length > 0) {
      context.skip(`not on this machine: ${missing.join(', ')}`);
      return;
    }
    const row = await ci();
    const folder = await mkdtemp(join(tmpdir(), 'ci-part-'));
    const identity = await bench.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT });
    const asked: unknown[] = [];
    const forge = createServer(({ url, headers }, response) => {
      asked.push([url, headers.authorization]);
      response.end(JSON.stringify({ value: identity }));
    });
    try {
      await new Promise<void>((resolve) => forge.listen(0, '127.0.0.1', resolve));
      const { port } = forge.address() as AddressInfo;
      await writeFile(join(folder, 'ca.pem'), bench.sandbox.authority.pem);
      const docker = '#!/bin/sh\n{ echo "$*"; cat; } > "$DOCKER_SAW"\n';
      await writeFile(join(folder, 'docker'), docker);
      await chmod(join(folder, 'docker'), 0o755);
      const environment = {
        PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
        CURL_CA_BUNDLE: join(folder, 'ca.pem'),
        DOCKER_SAW: join(folder, 'saw'),
        ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-job',
      };
      const subject = FEDERATED_SUBJECT;
      const github = await run(registry(), 'makeKeyless', row, {
        ...gitHub,
        issuer: bench.sandbox.oidc.issuer,
        subject,
      });
      const workflow = load(github.document?.content ?? '') as {
        jobs: { push: { steps: [{ run: string; env: Record<string, string> }] } };
      };
      const [step] = workflow.jobs.push.steps;
      const shell = promisify(execFile);
      const play = async (script: string, env: Record<string, string>) => {
        // As runners call it: GitHub's `shell: bash`, GitLab's scripts.
        const flags = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
        await shell('bash', flags, { env: { ...environment, ...env } });
        return (await readFile(join(folder, 'saw'), 'utf8')).split('\n');
      };
      const arguments_ = `login ${bench.quay.hostname} --username acme-platform+ci --password-stdin`;
      const [called, password = ''] = await play(step.run, step.env);
      assert.equal(called, arguments_);
      assert.equal(await loginStatus(password), 200);
      assert.deepEqual(asked, [
        [`/token?api-version=2.0&audience=${bench.quay.hostname}`, 'Bearer of-the-job'],
      ]);

      const gitlab = await run(registry(), 'makeKeyless', row, {
        ...gitHub,
        repository: 'https://gitlab.com/acme/api',
        issuer: bench.sandbox.oidc.issuer,
        subject,
      });
      const pipeline = load(gitlab.document?.content ?? '') as {
        push: { before_script: string[]; variables: Record<string, string> };
      };
      const script = pipeline.push.before_script.at(-1) ?? '';
      const job = { ...pipeline.push.variables, IDENTITY: identity };
      const [calledThere, other = ''] = await play(script, job);
      assert.equal(calledThere, arguments_);
      assert.equal(await loginStatus(other), 200);
      await assert.rejects(play(script, { ...job, IDENTITY: 'of-nobody' }), 'it must end the job');
    } finally {
      forge.close();
      await rm(folder, { recursive: true });
    }
  });

  async function loginStatus(password: string): Promise<number> {
    const { http } = bench.connection();
    const { status } = await http.send({
      method: 'GET',
      url: `${bench.quay.url}/v2/auth?service=${bench.quay.hostname}`,
      authorization: { scheme: 'basic', user: 'acme-platform+ci', password: new Secret(password) },
      signal: never,
    });
    return status;
  }
});

describe('the part of a CI file', () => {
  const job: CiJob = {
    forge: 'github',
    run: 'branch',
    name: 'main',
    subject: gitHub.subject,
    url: 'https://quay.example.test',
    registryHost: 'quay.example.test',
    robot: 'acme+ci',
  };

  it('holds no robot that could become a step of it, or curl’s configuration', () => {
    for (const robot of [
      'acme+ci\njobs:\n  steal:',
      'acme+ci"\nurl = "https://evil.test',
      'acme+ci"',
      'acme+\u202eic',
    ]) {
      assert.throws(() => ciPart({ ...job, robot }), { code: 'unsupported' });
    }
  });

  it('has a subject in a remark of one line', () => {
    const subject = 'repo:acme/api\njobs:\n  steal: {}';
    const { content } = ciPart({ ...job, subject });
    assert.deepEqual(Object.keys((load(content) as { jobs: object }).jobs), ['push']);
    assert.equal(content.split('\n').filter((line) => line.includes('steal')).length, 1);
  });

  it('holds every name as a text, whatever stands in it', () => {
    const name = 'a: [b] #c';
    const odd = { ...job, name, url: 'https://quay.example.test/ #x', registryHost: '[::1]:8443' };
    const partOf = (more: Partial<CiJob>) =>
      load(ciPart({ ...odd, ...more }).content) as {
        on: { push: { branches: unknown } };
        jobs: {
          push: { environment?: unknown; steps: readonly { env: Record<string, string> }[] };
        };
        push: { id_tokens: { IDENTITY: { aud: unknown } } };
      };
    assert.deepEqual(partOf({ run: 'branch' }).on.push.branches, [name]);
    const { push } = partOf({ run: 'environment' }).jobs;
    assert.equal(push.environment, name);
    const { QUAY, REGISTRY } = push.steps[0]?.env ?? {};
    assert.deepEqual([QUAY, REGISTRY], [odd.url, odd.registryHost]);
    const { IDENTITY } = partOf({ forge: 'gitlab' }).push.id_tokens;
    assert.equal(IDENTITY.aud, odd.registryHost);
  });

  it('has GitHub mask both tokens in its log before either is used', () => {
    const { content } = ciPart(job);
    const order = [
      'identity=$(',
      '::add-mask::$identity',
      'token=$(',
      '::add-mask::$token',
      'login',
    ];
    const places = order.map((one) => content.lastIndexOf(one));
    assert.ok(!places.includes(-1), content);
    assert.deepEqual(
      places.toSorted((a, b) => a - b),
      places,
    );
  });
});

describe('what a server forgets of trusted identities', () => {
  it('is told in a line each, whatever stands in it', () => {
    const subject = 'a\nNothing is dropped.';
    const entry = { issuer: 'https://i.test', subject, audience: 'x' };
    const told = toBeDropped([{ issuer: entry.issuer, subject, entry }]);
    assert.equal(told?.split('\n')[1], 'a\\u{a}Nothing is dropped.: audience "x"');
  });
});
