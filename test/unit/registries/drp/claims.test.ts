import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usualCatalog } from '../../../../src/registries/drp/claims/catalog.ts';
import { readClaim, writeClaim, type Claim } from '../../../../src/registries/drp/claims/claim.ts';
import {
  allows,
  containsAll,
  containsClaim,
} from '../../../../src/registries/drp/claims/contains.ts';
import { explain } from '../../../../src/registries/drp/claims/explain.ts';
import { join, rectangle } from '../../../../src/registries/drp/claims/rectangle.ts';
import { traps } from '../../../../src/registries/drp/claims/traps.ts';

const claim = (scope: string, action: string, specific: string): Claim => ({
  scope,
  action,
  specific,
});
/** `machines get foo`, with `""` for an empty part. */
const parse = (line: string): Claim => {
  const [scope = '', action = '', specific = ''] = line
    .split(' ')
    .map((part) => (part === '""' ? '' : part));
  return claim(scope, action, specific);
};
const contains = (outer: string, inner: string) =>
  containsClaim(parse(outer), parse(inner), usualCatalog);

describe('the algebra of claims (docs/registries/drp.md §2.4)', () => {
  const ordered: readonly (readonly [string, string])[] = [
    ['* * *', '"" "" ""'],
    ['* * *', 'machines delete foo'],
    ['machines * *', 'machines delete foo'],
    ['machines delete *', 'machines delete foo'],
    ['machines delete foo,bar', 'machines delete foo'],
    ['machines update:/Foo/Bar foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update:/Foo foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update: foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update foo', 'machines update: foo'],
    ['machines action foo', 'machines action:spike foo'],
    ['machines,bootenvs get *', 'machines get *'],
    ['machines get,list *', 'machines list ""'],
  ];
  for (const [outer, inner] of ordered) {
    it(`${outer} contains ${inner}, and not the other way round`, () => {
      assert.equal(contains(outer, inner), true);
      assert.equal(contains(inner, outer), false);
    });
  }

  const equal: readonly (readonly [string, string])[] = [
    ['machines delete foo', 'machines delete foo'],
    ['machines update:/Foo/Bar/Baz foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines action:spike foo', 'machines action:spike foo'],
    ['machines get,list *', 'machines list,get *'],
    ['machines get,nonsense *', 'machines get *'],
  ];
  for (const [one, other] of equal) {
    it(`${one} and ${other} are the same`, () => {
      assert.equal(contains(one, other), true);
      assert.equal(contains(other, one), true);
    });
  }

  const disjoint: readonly (readonly [string, string])[] = [
    ['machines * *', 'bootenvs * *'],
    ['machines delete bar', 'machines delete foo'],
    ['machines update:/ foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update:/Bar foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update:/Foo/Baz foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update:/Foo/Baz/Bar foo', 'machines update:/Foo/Bar/Baz foo'],
    ['machines update:/Fo foo', 'machines update:/Foo foo'],
  ];
  for (const [one, other] of disjoint) {
    it(`${one} and ${other} contain neither each other`, () => {
      assert.equal(contains(one, other), false);
      assert.equal(contains(other, one), false);
    });
  }

  it('takes a star inside a list for a name', () => {
    assert.equal(contains('machines get a,*', 'machines get b'), false);
    assert.equal(contains('machines get a,*', 'machines get a'), true);
  });

  it('needs one triplet for each, and adds none up', () => {
    const outer = [parse('machines get *'), parse('machines list *')];
    assert.equal(
      containsAll(outer, [parse('machines get foo'), parse('machines list *')], usualCatalog),
      true,
    );
    assert.equal(containsAll(outer, [parse('machines get,list *')], usualCatalog), false);
  });

  it('knows that lists are asked with an empty specific', () => {
    assert.equal(
      allows([parse('machines get,list u1')], 'machines', 'list', '', usualCatalog),
      false,
    );
    assert.equal(
      allows([parse('machines get,list u1')], 'machines', 'get', 'u1', usualCatalog),
      true,
    );
    assert.equal(allows([parse('objects list *')], 'objects', 'list', '', usualCatalog), true);
    assert.equal(
      allows([parse('machines,profiles * *')], 'objects', 'list', '', usualCatalog),
      false,
    );
    assert.equal(allows([parse('* * *')], 'nonsense', 'list', '', usualCatalog), false);
  });
});

describe('triplets as lines', () => {
  it('reads what it writes, spaces in the specific included', () => {
    const one = claim(' machines, profiles', 'get ,list', 'a b@x, c');
    assert.equal(writeClaim(one), 'machines,profiles get,list a b@x,c');
    assert.deepEqual(readClaim(writeClaim(one)), claim('machines,profiles', 'get,list', 'a b@x,c'));
  });

  for (const line of ['', 'machines', 'machines get', 'machines get ,', ', get *']) {
    it(`refuses “${line}”`, () => assert.equal(readClaim(line), undefined));
  }
});

describe('joining triplets into the one that a request carries (docs/registries/drp.md §2.3)', () => {
  const one = (...lines: string[]) => {
    const found = rectangle(lines.map(parse));
    return found === undefined ? undefined : writeClaim(found);
  };

  it('joins what differs in one part', () => {
    assert.equal(one('machines get *', 'machines list *'), 'machines get,list *');
    assert.equal(one('machines get *', 'profiles get *'), 'machines,profiles get *');
    assert.equal(one('machines get a', 'machines get b'), 'machines get a,b');
    assert.equal(
      one('machines get *', 'machines list *', 'profiles list,get *'),
      'machines,profiles get,list *',
    );
  });

  it('finds none for what differs in more, since the corner between would be granted, too', () => {
    assert.equal(one('machines get *', 'profiles list *'), undefined);
    assert.equal(one('machines get a', 'profiles get *'), undefined);
  });

  it('lets a wildcard swallow names', () => {
    assert.equal(one('machines get a', 'machines get *'), 'machines get *');
  });

  it('takes 200 triplets', () => {
    const many = Array.from({ length: 200 }, (_, index) => parse(`machines get host-${index}`));
    assert.equal(join(many).length, 1);
    assert.equal(rectangle(many)?.specific.split(',').length, 200);
  });

  it('joins nothing out of nothing', () => assert.equal(rectangle([]), undefined));
});

describe('triplets in sentences', () => {
  const sentences: readonly (readonly [string, string])[] = [
    ['machines get,list *', 'may get and list every machine'],
    ['* * *', 'may do everything with everything'],
    ['machines * *', 'may do everything with every machine'],
    ['machines,profiles get *', 'may get all machines and profiles'],
    ['machines get u1', 'may get the machine u1'],
    ['machines get u1,u2', 'may get the machines named u1 and u2'],
    ['info get *', 'may get all of info'],
    ['machines update:/Meta/color *', 'may update the field /Meta/color of every machine'],
    ['machines action:reboot u1', 'may run the action reboot on the machine u1'],
    ['* list *', 'may list objects of every type'],
    ['catalog_items get *', 'may get every catalog item'],
  ];
  for (const [line, sentence] of sentences) {
    it(`${line}: ${sentence}`, () => assert.equal(explain(parse(line)), sentence));
  }

  it('shortens long lists', () => {
    const many = Array.from({ length: 200 }, (_, index) => `h${index}`).join(',');
    assert.match(explain(claim('machines', 'get', many)), /h0, h1, h2, h3 and 196 more$/);
  });
});

describe('traps', () => {
  const said = (line: string, rights?: readonly (readonly Claim[])[]) =>
    traps(parse(line), usualCatalog, rights)
      .map(({ message }) => message)
      .join('\n');

  it('says nothing of a good triplet', () => {
    assert.equal(said('machines get,list *', [[parse('* * *')]]), '');
    assert.equal(said('machines get u1'), '');
  });
  it('points at a list with a specific', () =>
    assert.match(said('machines get,list u1'), /list needs the specific \*/));
  it('points at every action with a specific', () =>
    assert.match(said('machines * u1'), /nothing can be listed/));
  it('points at a full wildcard', () => assert.match(said('* * *'), /full wildcard/));
  it('points at an unknown scope', () =>
    assert.match(said('machine get *'), /knows no scope machine:/));
  it('points at an unknown action', () =>
    assert.match(said('info list *'), /knows no action list on info/));
  it('takes the field of an update and a named action as known', () =>
    assert.equal(said('machines update:/A,action:x *'), ''));
  it('points at a star in a list', () => assert.match(said('machines get a,*'), /not a wildcard/));
  it('points at what the user may not do', () => {
    assert.match(said('machines delete *', [[parse('machines get *')]]), /does not have/);
  });
  it('wants a single role to allow all of it', () => {
    assert.match(
      said('machines get,list *', [[parse('machines get *')], [parse('machines list *')]]),
      /does not have/,
    );
  });
});
