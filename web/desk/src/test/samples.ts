import type { AgentStatus, Desk, FeedEvent, Interaction, Message } from '@/lib/contract';

export const me = '1';

export function interaction(id: string, part: Partial<Interaction> = {}): Interaction {
  return {
    id,
    channel: 'chat',
    state: 'active',
    customer: { id: '9', name: '李文婷', is_verified: false },
    queue_id: '1',
    agent_id: me,
    priority: 0,
    step: 0,
    arrived_at: '2026-01-01T10:00:00Z',
    queued_at: '2026-01-01T10:00:00Z',
    is_silent: false,
    is_disposition_required: false,
    disposition_ids: [],
    is_consult_offered: false,
    unread: 0,
    assists: [],
    ...part,
  };
}

export function message(id: string, part: Partial<Message> = {}): Message {
  return {
    id,
    interaction_id: '7',
    author: 'customer',
    text: `#${id}`,
    attachments: [],
    sent_at: '2026-01-01T10:00:00Z',
    ...part,
  };
}

export function agent(part: Partial<AgentStatus> = {}): AgentStatus {
  return {
    id: me,
    presence: 'available',
    since: '2026-01-01T10:00:00Z',
    is_connected: true,
    units_used: 0,
    units: 100,
    open: { voice: 0, chat: 0, message: 0, email: 0, task: 0, voicemail: 0 },
    interaction_ids: [],
    ...part,
  };
}

export function desk(seq: number, interactions: Interaction[] = []): Desk {
  return { seq, me: agent(), interactions };
}

export function changed(seq: number, each: Interaction, change = 'queued', said?: Message): FeedEvent {
  return { type: 'interaction', seq, at: '', change, interaction: each, message: said };
}
