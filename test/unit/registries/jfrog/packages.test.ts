import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PackageFormat } from '../../../../src/core/package-repository.ts';
import { Bench, never } from './support.ts';

describe('the package repositories of a platform', () => {
  it('are told with the addresses that clients take, the likeliest first', async () => {
    await using bench = await Bench.start();
    const { packages } = bench.registry(bench.jfrog.tokens.user);
    assert.ok(packages);
    const found: Partial<Record<PackageFormat, readonly string[]>> = {};
    for (const format of packages.formats) {
      const repositories = await packages.repositories(format, never);
      assert.ok(repositories.every((one) => one.format === format));
      found[format] = repositories.map(({ name, description, url }) =>
        [name, description, url.slice(bench.jfrog.url.length)].join(' | '),
      );
    }
    assert.deepEqual(found, {
      npm: [
        'acme-npm | virtual | /artifactory/api/npm/acme-npm',
        'acme-npm-local | local · Our own packages | /artifactory/api/npm/acme-npm-local',
      ],
      pypi: ['acme-pypi | virtual | /artifactory/api/pypi/acme-pypi'],
      maven: [
        'acme-gradle | virtual | /artifactory/acme-gradle',
        'acme-maven | virtual | /artifactory/acme-maven',
      ],
      go: ['acme-go | virtual | /artifactory/api/go/acme-go'],
      nuget: ['acme-nuget | remote | /artifactory/api/nuget/v3/acme-nuget/index.json'],
      cargo: ['acme-cargo | local | /artifactory/api/cargo/acme-cargo/index'],
      helm: ['acme-helm | virtual | /artifactory/api/helm/acme-helm'],
      terraform: ['acme-terraform | local | /artifactory/api/terraform/acme-terraform'],
    });
  });

  it('are left out where an old server lists all and tells no type', async () => {
    await using bench = await Bench.start();
    const { repositories } = bench.jfrog.world;
    repositories.splice(0, repositories.length, {
      key: 'old',
      type: 'LOCAL',
      packageType: '',
    });
    const { packages } = bench.registry(bench.jfrog.tokens.user);
    assert.deepEqual(await packages?.repositories('npm', never), []);
  });

  it('are not hidden by one whose name no address can carry', async () => {
    await using bench = await Bench.start();
    const { repositories } = bench.jfrog.world;
    for (const key of ['..', '.', '']) {
      repositories.push({ key, type: 'LOCAL', packageType: 'npm' });
    }
    const { packages } = bench.registry(bench.jfrog.tokens.user);
    const found = await packages?.repositories('npm', never);
    assert.deepEqual(
      found?.map(({ name }) => name),
      ['acme-npm', 'acme-npm-local'],
    );
  });
});
