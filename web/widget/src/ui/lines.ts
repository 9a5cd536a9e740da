// The transcript as lines for the screen: days, notes, messages in groups, and what is still on its way.

import { compareIds, type Attachment, type Message } from '../chat/protocol';
import type { Entry, Notice, State } from '../chat/state';
import { daysBetween } from '../text/wait';

export type Mark = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

export interface Bubble {
  kind: 'bubble';
  key: string;
  isOwn: boolean;
  name?: string;
  text: string;
  attachments: Attachment[];
  at: Date;
  isFirst: boolean; // of a group: says the name
  isLast: boolean; // of a group: says the time
  mark?: Mark;
  isNewestOwn: boolean;
  entry?: Entry;
}

export type Line =
  | { kind: 'day'; key: string; at: Date }
  | { kind: 'divider'; key: string }
  | { kind: 'system'; key: string; text: string }
  | { kind: 'notice'; key: string; notice: Notice }
  | Bubble;

const groupMs = 4 * 60_000;

function bubbleOfMessage(message: Message): Bubble {
  const isOwn = message.author === 'customer';
  const mark = message.read_at ? 'read' : message.delivered_at ? 'delivered' : 'sent';
  return {
    kind: 'bubble',
    // The same key before and after the acknowledgement: the screen keeps the bubble.
    key: isOwn && message.client_id ? `c${message.client_id}` : `m${message.id}`,
    isOwn,
    name: message.agent_name,
    text: message.text,
    attachments: message.attachments ?? [],
    at: new Date(message.sent_at),
    isFirst: true,
    isLast: true,
    mark: isOwn ? mark : undefined,
    isNewestOwn: false,
  };
}

function bubbleOfEntry(entry: Entry): Bubble {
  return {
    kind: 'bubble',
    key: `c${entry.client_id}`,
    isOwn: true,
    text: entry.text,
    attachments: entry.attachments,
    at: new Date(entry.created_at),
    isFirst: true,
    isLast: true,
    mark: entry.failure ? 'failed' : 'sending',
    isNewestOwn: false,
    entry,
  };
}

function group(lines: Line[]): Line[] {
  const joins = (a: Line | undefined, b: Line | undefined): boolean =>
    a?.kind === 'bubble' &&
    b?.kind === 'bubble' &&
    a.isOwn === b.isOwn &&
    a.name === b.name &&
    (a.mark === 'failed') === (b.mark === 'failed') &&
    Math.abs(b.at.getTime() - a.at.getTime()) < groupMs;
  const newestOwn = lines.findLast((line) => line.kind === 'bubble' && line.isOwn && line.mark !== 'failed');
  return lines.map((line, i) =>
    line.kind === 'bubble'
      ? {
          ...line,
          isFirst: !joins(lines[i - 1], line),
          isLast: !joins(line, lines[i + 1]),
          isNewestOwn: line === newestOwn,
        }
      : line,
  );
}

export function linesOf(state: State): Line[] {
  const lines: Line[] = [];
  let day: Date | undefined;
  let interaction: string | undefined;
  const place = (line: Bubble | (Line & { kind: 'system' }), at: Date): void => {
    if (!day || daysBetween(day, at) !== 0) lines.push({ kind: 'day', key: `d${at.getTime()}`, at });
    day = at;
    lines.push(line);
  };
  const notices = (until: string, from: string): void => {
    for (const notice of state.notices)
      if (
        notice.after === until ||
        (compareIds(notice.after, from) > 0 && compareIds(notice.after, until) < 0)
      )
        lines.push({ kind: 'notice', key: `n${notice.key}`, notice });
  };
  notices('', '');
  let previous = '';
  for (const message of state.messages) {
    if (interaction && message.interaction_id !== interaction)
      lines.push({ kind: 'divider', key: `x${message.interaction_id}` });
    interaction = message.interaction_id;
    if (message.author === 'system')
      place({ kind: 'system', key: `m${message.id}`, text: message.text }, new Date(message.sent_at));
    else place(bubbleOfMessage(message), new Date(message.sent_at));
    notices(message.id, previous);
    previous = message.id;
  }
  // Also after a reload, when nobody saw it end.
  const ended = state.conversation?.state === 'ended' ? state.conversation : undefined;
  if (
    ended &&
    state.messages.length > 0 &&
    !lines.some((l) => l.kind === 'notice' && l.notice.kind !== 'joined' && l.key.includes(ended.id))
  )
    lines.push({ kind: 'notice', key: 'nended', notice: { kind: 'ended', after: previous, key: 'ended' } });
  if (state.is_starting_new && state.messages.length > 0) lines.push({ kind: 'divider', key: 'xnew' });
  for (const entry of state.outbox) place(bubbleOfEntry(entry), new Date(entry.created_at));
  return group(lines);
}
