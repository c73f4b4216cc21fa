const prefer = (family: string, fonts: readonly string[]): string =>
  `<alias><family>${family}</family><prefer>${fonts
    .map((font) => `<family>${font}</family>`)
    .join('')}</prefer></alias>`;

/**
 * A fontconfig file that adds the browser's own fonts to those of the system, so that screenshots
 * have letters on a machine without any font. It lies beside them, and moves with them.
 */
export const fontsConfiguration = [
  '<?xml version="1.0"?>',
  '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
  '<fontconfig>',
  '<dir prefix="relative">fonts</dir>',
  '<dir prefix="relative">node_modules/dejavu-fonts-ttf/ttf</dir>',
  '<dir>/usr/share/fonts</dir>',
  '<cachedir prefix="xdg">fontconfig</cachedir>',
  prefer('sans-serif', ['Open Sans', 'DejaVu Sans']),
  prefer('system-ui', ['Open Sans', 'DejaVu Sans']),
  prefer('monospace', ['DejaVu Sans Mono']),
  '</fontconfig>',
  '',
].join('\n');
