/** `sandbox [--json]`: the sandbox registries alone; its own page is test/sandbox/main.ts. */
import '../sandbox/main.ts';
