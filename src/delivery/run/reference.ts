/** Stands for a token in a command line or a file: whose it is, and what it is called. No secret. */
export interface Reference {
  readonly account: string;
  readonly subject: string;
}

/** By this a reference is known in a file, where other values stand as well. */
export const referencePrefix = 'registry-tokens://';

/** Reads `account/subject`, or the address `registry-tokens://account/subject` with its escapes. */
export function readReference(text: string): Reference | undefined {
  const isAddress = text.startsWith(referencePrefix);
  const rest = isAddress ? text.slice(referencePrefix.length) : text;
  const slash = rest.indexOf('/');
  if (slash <= 0 || slash === rest.length - 1) return undefined;
  const [account, subject] = [rest.slice(0, slash), rest.slice(slash + 1)];
  if (!isAddress) return { account, subject };
  try {
    return { account: decodeURIComponent(account), subject: decodeURIComponent(subject) };
  } catch {
    return undefined;
  }
}

/** The address of a token. What names of robots and users have in them stays readable. */
export const referenceText = ({ account, subject }: Reference): string =>
  `${referencePrefix}${escaped(account)}/${escaped(subject).replaceAll('%2F', '/')}`;

const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll('%2B', '+').replaceAll('%40', '@').replaceAll('%3A', ':');
