import type { FieldFault } from './status.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The member that each type of pull secret must have. */
const MEMBERS: Readonly<Record<string, string>> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
};

const MAX_BYTES = 1024 * 1024;

/** What kube-apiserver has against a Secret. It quotes nothing of the contents. */
export function judgeSecret(secret: Fields): readonly FieldFault[] {
  const data = (secret['data'] ?? {}) as Readonly<Record<string, string>>;
  const size = Object.values(data).reduce(
    (sum, value) => sum + Buffer.from(value, 'base64').length,
    0,
  );
  const tooLong: readonly FieldFault[] =
    size > MAX_BYTES
      ? [
          {
            reason: 'FieldValueTooLong',
            message: `Too long: may not be more than ${MAX_BYTES} bytes`,
            field: 'data',
          },
        ]
      : [];
  return [...tooLong, ...memberFaults(MEMBERS[String(secret['type'])], data)];
}

function memberFaults(
  member: string | undefined,
  data: Readonly<Record<string, string>>,
): readonly FieldFault[] {
  if (member === undefined) return [];
  const field = `data[${member}]`;
  const value = data[member];
  if (value === undefined) {
    return [{ reason: 'FieldValueRequired', message: 'Required value', field }];
  }
  try {
    JSON.parse(Buffer.from(value, 'base64').toString());
    return [];
  } catch {
    const message =
      'Invalid value: "<secret contents redacted>": invalid character in the JSON of the value';
    return [{ reason: 'FieldValueInvalid', message, field }];
  }
}

/** What may not be changed about a Secret that is there. */
export function judgeSecretChange(before: Fields, after: Fields): readonly FieldFault[] {
  const isSame = (member: string) =>
    JSON.stringify(before[member]) === JSON.stringify(after[member]);
  const type: readonly FieldFault[] = isSame('type')
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: "${String(after['type'])}": field is immutable`,
          field: 'type',
        },
      ];
  const isKept = before['immutable'] !== true || (isSame('data') && isSame('immutable'));
  return isKept
    ? type
    : [
        ...type,
        {
          reason: 'FieldValueForbidden',
          message: 'Forbidden: field is immutable when `immutable` is set',
          field: isSame('data') ? 'immutable' : 'data',
        },
      ];
}
