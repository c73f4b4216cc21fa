/** User name and password of a proxy's address, unescaped; `undefined` when it has neither. */
export function userInfo({
  username,
  password,
}: URL): { readonly user: string; readonly password: string } | undefined {
  if (username === '' && password === '') return undefined;
  return { user: unescape(username), password: unescape(password) };
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
