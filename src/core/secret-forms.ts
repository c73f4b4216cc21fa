/** Shorter pieces of base64 would be found by chance. */
const shortestPiece = 8;

/**
 * The texts under which a secret may travel through a message: itself, escaped for a URL, a form,
 * JSON and HTML, and what base64 makes of it at each of the three positions where it can stand in a
 * group, so that `user:secret` is found whoever the user is.
 */
export function secretForms(secret: string): ReadonlySet<string> {
  const forms = new Set([
    secret,
    // By way of bytes, because a lone surrogate cannot be escaped.
    encodeURIComponent(Buffer.from(secret).toString()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ]);
  for (const piece of base64Pieces(Buffer.from(secret))) {
    forms.add(piece);
    forms.add(piece.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

/** The characters of base64 that depend on nothing but the bytes, for each offset in a group. */
function base64Pieces(bytes: Buffer): string[] {
  return [0, 1, 2]
    .map((offset) => {
      const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
      const first = Math.ceil((offset * 8) / 6);
      const end = Math.floor(((offset + bytes.length) * 8) / 6);
      return text.slice(first, end);
    })
    .filter((piece) => piece.length >= shortestPiece);
}
