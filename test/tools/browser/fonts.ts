import path from 'node:path';

/**
 * A fontconfig file that adds the browser's own fonts to those of the system, so that screenshots
 * have letters on a machine without any font.
 * @param home where the browser lies
 */
export function fontsConfiguration(home: string): string {
  const prefer = (family: string, fonts: readonly string[]): string =>
    `<alias><family>${family}</family><prefer>${fonts
      .map((font) => `<family>${font}</family>`)
      .join('')}</prefer></alias>`;
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `<dir>${path.join(home, 'fonts')}</dir>`,
    `<dir>${path.join(home, 'node_modules', 'dejavu-fonts-ttf', 'ttf')}</dir>`,
    '<dir>/usr/share/fonts</dir>',
    `<cachedir>${path.join(home, 'fonts-cache')}</cachedir>`,
    prefer('sans-serif', ['Open Sans', 'DejaVu Sans']),
    prefer('system-ui', ['Open Sans', 'DejaVu Sans']),
    prefer('monospace', ['DejaVu Sans Mono']),
    '</fontconfig>',
    '',
  ].join('\n');
}
