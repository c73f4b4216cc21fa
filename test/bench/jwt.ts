import { decodeJwt } from '../../src/jwt/decode.ts';
import { explain } from '../../src/jwt/explain.ts';
import { findJwt, findJwtAt } from '../../src/jwt/find.ts';
import { tokenLanguage } from '../../src/registries/quay/token-language.ts';
import { median, type Row } from './row.ts';

const warmUp = 20;
const rounds = 50;
const million = 1_000_000;

/** What stands behind hover and lenses, and behind the inspector. */
export function measureJwt(): readonly Row[] {
  const now = Date.UTC(2026, 7, 21, 10);
  const token = tokenOf(now / 1000);
  const half = 'GET /v2/ 200 '.repeat(Math.ceil((2.5 * million) / 13));
  const logLine = `${half}${token} ${half}`;
  const hostileLine = 'eyJhbGciOi.'.repeat(Math.ceil((5 * million) / 11));
  const document = `TOKEN=${token}\n${'key: value\n'.repeat(Math.ceil(million / 11))}`;
  const hover = (line: string): void => {
    const found = findJwtAt(line, 2.5 * million + 100);
    if (found !== undefined)
      explain(decodeJwt(line.slice(found.start, found.end)), { now, languages: [tokenLanguage] });
  };
  return [
    row('decode and explain a JWT of 4 kB', 0.3, () =>
      explain(decodeJwt(token), { now, languages: [tokenLanguage] }),
    ),
    row('hover on a token in a line of 5 MB', 16, () => hover(logLine)),
    row('hover in a line of 5 MB that only looks like tokens', 16, () => hover(hostileLine)),
    row('find the tokens of a document of 1 MB', 16, () => findJwt(document)),
  ];
}

function row(name: string, limit: number, work: () => unknown): Row {
  const once = (): number => {
    const before = performance.now();
    work();
    return performance.now() - before;
  };
  for (let round = 0; round < warmUp; round += 1) once();
  const times = Array.from({ length: rounds }, once);
  return { name, value: median(times), unit: 'ms', limit, note: `median of ${rounds}` };
}

/** A token of 4 kB, as a registry issues them for many repositories at once. */
function tokenOf(seconds: number): string {
  const access = Array.from({ length: 38 }, (_, index) => ({
    type: 'repository',
    name: `acme/service-${index}`,
    actions: ['pull', 'push'],
  }));
  const claims = { iss: 'quay', sub: 'acme+ci', iat: seconds, exp: seconds + 3600, access };
  const encode = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.${'A'.repeat(342)}`;
}
