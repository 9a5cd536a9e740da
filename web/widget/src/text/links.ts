// Finds web and mail addresses in a message. Gives pieces, never markup: the screen makes text nodes of them.

export type Piece = { text: string; href?: string };

// Addresses are written in ASCII, so a Chinese character or full stop right after one ends it. Bounded everywhere:
// the time taken grows with the text only.
const address =
  /\b(?:https?:\/\/|www\.)[!#-;=?-_a-z~]{1,2000}|\b[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?\.[a-z]{2,24}\b/gi;

function trimmed(found: string): string {
  let text = found;
  for (;;) {
    const last = text.at(-1) ?? '';
    const opens = { ')': '(', ']': '[' }[last];
    const isLoose = opens ? text.split(last).length > text.split(opens).length : /[.,;:!?'"*_]/.test(last);
    if (!isLoose) return text;
    text = text.slice(0, -1);
  }
}

function hrefOf(text: string): string | undefined {
  const isMail = text.includes('@') && !/^(https?:|www\.)/i.test(text);
  try {
    const url = new URL(isMail ? `mailto:${text}` : /^www\./i.test(text) ? `https://${text}` : text);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const shown = trimmed(match[0]);
    const href = hrefOf(shown);
    if (!href) continue;
    if (match.index > from) out.push({ text: text.slice(from, match.index) });
    out.push({ text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) out.push({ text: text.slice(from) });
  return out;
}

// The first visible character, whole: an emoji or a letter with its accents is not cut in two.
export function initial(name: string): string {
  const trimmedName = name.trim();
  if (typeof Intl.Segmenter === 'function')
    return (
      new Intl.Segmenter().segment(trimmedName)[Symbol.iterator]().next().value?.segment.toUpperCase() ?? ''
    );
  return Array.from(trimmedName)[0]?.toUpperCase() ?? '';
}
