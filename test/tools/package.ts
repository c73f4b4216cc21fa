/** `package`: writes `dist/registry-tokens.vsix` and says what is in it. */
import { packageExtension } from './stages/package.ts';

try {
  console.log(await packageExtension());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
