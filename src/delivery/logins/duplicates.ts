/** A string, or one of the signs that give JSON its form. A string without an end takes the rest. */
const parts = /"(?:[^"\\]|\\.)*"?|[{}[\]:,]/g;

/**
 * A member that an object of a JSON text has twice: programs differ in which one they take, and
 * `JSON.parse` drops the first. The text must be valid JSON.
 */
export function duplicateMember(text: string): string | undefined {
  const objects: (Set<string> | undefined)[] = [];
  let name: string | undefined;
  for (const [part] of text.matchAll(parts)) {
    if (part === '{') objects.push(new Set());
    else if (part === '[') objects.push(undefined);
    else if (part === '}' || part === ']') objects.pop();
    else if (part === ':' && name !== undefined) {
      const members = objects.at(-1);
      const member = JSON.parse(name) as string;
      if (members?.has(member) === true) return member;
      members?.add(member);
    }
    name = part.startsWith('"') ? part : undefined;
  }
  return undefined;
}
