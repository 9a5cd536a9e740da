import type { CannedReply } from '@/lib/contract';

export interface SlashQuery {
  start: number; // of the slash
  text: string; // after it
}

// The word with a slash before the caret. A Chinese input method gives 、 for the same key.
export function slashAt(text: string, caret: number): SlashQuery | null {
  const match = /(?:^|\s)([/、])([^\s/、]*)$/.exec(text.slice(0, caret));
  if (!match) return null;
  const word = match[2] ?? '';
  return { start: caret - word.length - 1, text: word };
}

// Shortcuts that begin with it, then shortcuts and titles that contain it.
export function findReplies(
  replies: CannedReply[],
  query: string,
  language: string | undefined,
): CannedReply[] {
  const wanted = query.toLowerCase();
  const rank = (reply: CannedReply) => {
    const shortcut = reply.shortcut.toLowerCase();
    if (shortcut.startsWith(wanted)) return 0;
    if (shortcut.includes(wanted)) return 1;
    return reply.title.toLowerCase().includes(wanted) ? 2 : 9;
  };
  const isForeign = (reply: CannedReply) =>
    Number(!!reply.language && !!language && reply.language !== language);
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((each) => each.rank < 9)
    .sort(
      (a, b) =>
        isForeign(a.reply) - isForeign(b.reply) ||
        a.rank - b.rank ||
        a.reply.shortcut.localeCompare(b.reply.shortcut),
    )
    .map((each) => each.reply);
}
