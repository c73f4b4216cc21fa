import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../tools/paths.ts';
import { manifest, readText } from './manifest.ts';

const pictures = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
  steps.map(({ media }) => media.svg),
);

describe('walkthrough pictures', () => {
  for (const picture of pictures) {
    it(`have the colors of the theme in ${picture}`, async () => {
      const svg = await readText(picture);
      const colors = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, color]) => color);
      assert.ok(colors.length > 0);
      for (const color of colors) assert.match(color ?? '', /^(none|var\(--vscode-[\w-]+, .+\))$/);
    });

    it(`have few bytes in ${picture}`, async () => {
      assert.ok((await readText(picture)).length <= 15_000);
    });

    it(`move in ${picture}, and come to rest`, async () => {
      const svg = await readText(picture);
      assert.match(svg, /<animate/);
      for (const [, count] of svg.matchAll(/ repeatCount="([^"]*)"/g)) assert.equal(count, '3');
    });

    it(`use nothing that the page of the walkthrough forbids in ${picture}`, async () => {
      const svg = await readText(picture);
      assert.doesNotMatch(svg, /<style|<script|<image| style=| on\w+=|href=/);
    });
  }
});

describe('icons', () => {
  it('have one color in the activity bar, which takes only the shape', async () => {
    const svg = await readText('media/view.svg');
    const colors = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, color]) => color);
    assert.deepEqual([...new Set(colors)].sort(), ['currentColor', 'none']);
    assert.match(svg, /viewBox="0 0 24 24"/);
  });

  it('are a PNG of 256 by 256 pixels for the marketplace', async () => {
    const png = await readFile(path.join(root, 'media', 'icon.png'));
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
  });
});
