import type { FaultRule } from './faults.ts';
import type { Reply } from './message.ts';
import { html, json, redirect, withHeaders } from './reply.ts';

const HUGE_BODY_BYTES = 10 * 1024 * 1024;
const CLOSE = { Connection: 'close' };
const REASONS: Readonly<Record<number, string>> = {
  500: '500 Internal Server Error',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/** The answer of a fault that answers at all; `act` serves the request where the fault needs it. */
export async function answerWithFault(rule: FaultRule, act: () => Promise<Reply>): Promise<Reply> {
  switch (rule.kind) {
    case 'refusal':
      return json(
        rule.status ?? 400,
        rule.body ?? { message: rule.words ?? 'Refused by a fault' },
        CLOSE,
      );
    case 'rate-limit':
      return html(429, '429 Too Many Requests', CLOSE);
    case 'login-page':
      return loginPage();
    case 'truncated-json':
      return truncated(await act());
    case 'wrong-shape':
      return json(200, { unexpected: ['this', 'is', 'another', 'answer'] }, CLOSE);
    case 'wrong-types':
      return withWrongTypes(await act());
    case 'huge-body':
      return json(200, { filler: 'x'.repeat(HUGE_BODY_BYTES) }, CLOSE);
    case 'redirect':
      return withHeaders(redirect(302, rule.location ?? '/'), CLOSE);
    default: {
      const status = rule.status ?? 500;
      return html(status, REASONS[status] ?? `${status} Error`, CLOSE);
    }
  }
}

function truncated(reply: Reply): Reply {
  const body = Buffer.from(reply.body);
  return { ...reply, body: body.subarray(0, Math.floor(body.length / 2)) };
}

function withWrongTypes(reply: Reply): Reply {
  const text = Buffer.from(reply.body).toString();
  if (!/^\s*[[{]/.test(text)) return reply;
  const body = JSON.stringify(JSON.parse(text), (_name, value: unknown) =>
    typeof value === 'string' ? value.length : typeof value === 'number' ? `${value}` : value,
  );
  return { ...reply, body };
}

function loginPage(): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...CLOSE },
    body:
      '<!doctype html>\n<html lang="en">\n<head><title>Sign in</title></head>\n' +
      '<body><form method="post" action="/signin"><input name="username">' +
      '<input name="password" type="password"><button>Sign in</button></form></body>\n</html>\n',
  };
}
