// Pure folding of feed events into what the screens show. The same event twice changes nothing.
import type { AgentStatus, Board, Desk, FeedEvent, Interaction, Message } from '../contract';
import { compareIds } from '../ids';

export function isOnDesk(interaction: Interaction, me: string): boolean {
  if (interaction.state === 'closed') return false;
  if (interaction.offer?.agent_id === me || interaction.consulted_id === me) return true;
  return interaction.agent_id === me && interaction.state !== 'queued';
}

export function withInteraction(desk: Desk, interaction: Interaction, me: string): Desk {
  const isMine = isOnDesk(interaction, me);
  const index = desk.interactions.findIndex((each) => each.id === interaction.id);
  if (index < 0) return isMine ? { ...desk, interactions: [...desk.interactions, interaction] } : desk;
  const interactions = isMine
    ? desk.interactions.with(index, interaction)
    : desk.interactions.filter((each) => each.id !== interaction.id);
  return { ...desk, interactions };
}

export function withMessage(messages: Message[], message: Message): Message[] {
  const index = messages.findIndex((each) => each.id === message.id);
  if (index >= 0) {
    // A receipt may have come before the message's own event.
    const known = messages[index];
    return messages.with(index, {
      ...message,
      delivered_at: message.delivered_at ?? known?.delivered_at,
      read_at: message.read_at ?? known?.read_at,
    });
  }
  let at = messages.length;
  while (at > 0 && compareIds(messages[at - 1]?.id ?? '', message.id) > 0) at -= 1;
  return messages.toSpliced(at, 0, message);
}

// A receipt covers everything the same side wrote up to that message.
export function withReceipt(
  messages: Message[],
  receipt: { message_id: string; delivered_at?: string; read_at?: string },
): Message[] {
  return messages.map((message) => {
    if (message.author !== 'agent' || compareIds(message.id, receipt.message_id) > 0) return message;
    const delivered_at = message.delivered_at ?? receipt.delivered_at ?? receipt.read_at;
    const read_at = message.read_at ?? receipt.read_at;
    const isSame = delivered_at === message.delivered_at && read_at === message.read_at;
    return isSame ? message : { ...message, delivered_at, read_at };
  });
}

function replaceById<T extends { id: string }>(rows: T[], changed: T[]): T[] {
  if (changed.length === 0) return rows;
  const byId = new Map(changed.map((row) => [row.id, row]));
  const kept = rows.map((row) => {
    const replacement = byId.get(row.id);
    byId.delete(row.id);
    return replacement ?? row;
  });
  return byId.size === 0 ? kept : [...kept, ...byId.values()];
}

export function withBoardChange(board: Board, change: Extract<FeedEvent, { type: 'board' }>): Board {
  const closed = new Set(change.closed_ids);
  const interactions = replaceById(board.interactions, change.interactions);
  return {
    ...board,
    at: change.at,
    queues: replaceById(board.queues, change.queues),
    agents: replaceById(board.agents, change.agents),
    interactions: interactions.filter((each) => !closed.has(each.id) && each.state !== 'closed'),
  };
}

export function withBoardInteraction(board: Board, interaction: Interaction): Board {
  return { ...board, interactions: replaceById(board.interactions, [interaction]) };
}

export function withAgent<T extends { agents: AgentStatus[] }>(view: T, agent: AgentStatus): T {
  return { ...view, agents: replaceById(view.agents, [agent]) };
}
