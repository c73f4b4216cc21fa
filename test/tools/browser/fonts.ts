import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a fontconfig file that adds the browser's own fonts to those of the system, so that
 * screenshots have letters on a machine without any font.
 * @param home where the browser was unpacked
 * @returns the file, for the environment variable FONTCONFIG_FILE
 */
export async function fontsConfiguration(home: string): Promise<string> {
  const file = path.join(home, 'fonts.conf');
  const cache = path.join(home, 'fonts-cache');
  await mkdir(cache, { recursive: true });
  const prefer = (family: string, fonts: readonly string[]): string =>
    `<alias><family>${family}</family><prefer>${fonts
      .map((font) => `<family>${font}</family>`)
      .join('')}</prefer></alias>`;
  await writeFile(
    file,
    [
      '<?xml version="1.0"?>',
      '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
      '<fontconfig>',
      `<dir>${path.join(home, 'fonts')}</dir>`,
      `<dir>${path.join(home, 'node_modules', 'dejavu-fonts-ttf', 'ttf')}</dir>`,
      '<dir>/usr/share/fonts</dir>',
      `<cachedir>${cache}</cachedir>`,
      prefer('sans-serif', ['Open Sans', 'DejaVu Sans']),
      prefer('system-ui', ['Open Sans', 'DejaVu Sans']),
      prefer('monospace', ['DejaVu Sans Mono']),
      '</fontconfig>',
      '',
    ].join('\n'),
  );
  return file;
}
