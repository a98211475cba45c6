/** The code in what was scanned or typed: a sticker holds the address of this page with it, other apps' hold `code=` too. */
export function codeIn(text: string): string {
  const trimmed = text.trim();
  const named = /[?&]code=([^&#]+)/.exec(trimmed)?.[1];
  return named === undefined ? trimmed : (new URLSearchParams(`code=${named}`).get('code') ?? trimmed);
}
