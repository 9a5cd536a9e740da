// Writes what the feed tells into the query cache, newest wins per interaction and agent, whatever the order
// in which answers and events come in.
import type { QueryClient } from '@tanstack/react-query';
import type {
  AgentStatus,
  Board,
  Colleagues,
  Desk,
  FeedEvent,
  Interaction,
  InteractionDetail,
  Message,
} from '../contract';
import { keys } from '../keys';
import {
  withAgent,
  withBoardChange,
  withBoardInteraction,
  withInteraction,
  withMessage,
  withReceipt,
} from './merge';

interface Dated<T> {
  seq: number;
  value: T;
}

// Enough for every conversation between the start of a request and its answer.
const rememberedMost = 2000;
const ownDoingMs = 10_000;

export class LiveCache {
  private readonly interactions = new Map<string, Dated<Interaction>>();
  private readonly commandedAt = new Map<string, number>(); // ms
  private readonly agents = new Map<string, Dated<AgentStatus>>();
  private readonly agentListeners = new Set<() => void>();

  constructor(
    private readonly queries: QueryClient,
    private readonly me: string,
  ) {}

  // Told whenever somebody's presence may have changed. Answers with what ends it.
  onAgents(listener: () => void): () => void {
    this.agentListeners.add(listener);
    return () => this.agentListeners.delete(listener);
  }

  apply(event: FeedEvent): void {
    if (event.type === 'agent' || (event.type === 'board' && event.agents.length > 0))
      this.agentListeners.forEach((listener) => listener());
    switch (event.type) {
      case 'hello':
        if (event.is_reset) this.reset();
        break;
      case 'interaction':
        if (event.message) {
          this.putMessage(event.message);
          if (event.interaction.channel === 'email')
            void this.queries.invalidateQueries({ queryKey: keys.mails(event.interaction.id) });
        }
        this.putInteraction(event.interaction, event.seq, event.change ?? 'step');
        break;
      case 'agent':
        this.putAgent(event.agent, event.seq);
        break;
      case 'board':
        this.queries.setQueryData<Board>(keys.board, (board) => board && withBoardChange(board, event));
        break;
      case 'receipt':
        this.queries.setQueryData<Message[]>(
          keys.messages(event.interaction_id),
          (messages) => messages && withReceipt(messages, event),
        );
        break;
      case 'case':
        // Viewers are asked for by who looks at the case.
        if (event.what === 'changed') void this.queries.invalidateQueries({ queryKey: keys.cases });
        break;
      case 'duplicate':
        void this.queries.invalidateQueries({ queryKey: keys.duplicates(event.interaction_id) });
        break;
      case 'mail':
        void this.queries.invalidateQueries({
          queryKey: event.interaction_id ? keys.mails(event.interaction_id) : keys.allMails,
        });
        break;
      case 'shifts':
        void this.queries.invalidateQueries({ queryKey: keys.own });
        if (event.what === 'requests') void this.queries.invalidateQueries({ queryKey: keys.shiftRequests });
        break;
      case 'configuration':
        void this.queries.invalidateQueries({ queryKey: keys.directory });
        void this.queries.invalidateQueries({ queryKey: keys.cannedReplies });
        if (event.what === 'customer')
          for (const key of [keys.desk, ['interaction'], ['customer']])
            void this.queries.invalidateQueries({ queryKey: key });
        break;
      default:
        break;
    }
  }

  // An answer of GET /desk may be older than events that have already come.
  freshest(desk: Desk): Desk {
    let fresh = desk;
    for (const { seq, value } of this.interactions.values()) {
      if (seq > desk.seq) fresh = withInteraction(fresh, value, this.me);
    }
    for (const interaction of desk.interactions) {
      const known = this.interactions.get(interaction.id);
      if (!known || known.seq < desk.seq)
        this.remember(this.interactions, interaction.id, desk.seq, interaction);
    }
    const me = this.agents.get(this.me);
    return me && me.seq > desk.seq ? { ...fresh, me: me.value } : fresh;
  }

  // Taken before an own command is sent; its answer counts only if no event came in between, for events carry
  // a number and answers do not.
  ticket(interactionId: string): number {
    this.commandedAt.set(interactionId, Date.now());
    return this.seqOf(interactionId);
  }

  private seqOf(interactionId: string): number {
    return this.interactions.get(interactionId)?.seq ?? 0;
  }

  // Whether what happens to it now follows from a command given here.
  isOwnDoing(interactionId: string): boolean {
    return Date.now() - (this.commandedAt.get(interactionId) ?? 0) < ownDoingMs;
  }

  putAnswer(interaction: Interaction, ticket: number): void {
    if (this.seqOf(interaction.id) === ticket) this.putInteraction(interaction, ticket, 'answer');
  }

  // A supervisor's own change shows on the board before its next second.
  putOnBoard(interaction: Interaction): void {
    this.queries.setQueryData<Board>(
      keys.board,
      (board) => board && withBoardInteraction(board, interaction),
    );
  }

  putMessage(message: Message): void {
    const key = keys.messages(message.interaction_id);
    // The first answer may have left before it was said: it waits here for that answer (useMessages).
    const isAwaited = this.queries.getQueryState(key)?.fetchStatus === 'fetching';
    this.queries.setQueryData<Message[]>(key, (messages) => {
      if (messages) return withMessage(messages, message);
      return isAwaited ? [message] : undefined;
    });
  }

  putAgent(agent: AgentStatus, seq?: number): void {
    const known = this.agents.get(agent.id);
    if (seq !== undefined && known && known.seq > seq) return;
    this.remember(this.agents, agent.id, seq ?? known?.seq ?? 0, agent);
    this.queries.setQueryData<Desk>(keys.desk, (desk) => {
      if (!desk || agent.id !== this.me) return desk;
      const isMissing = agent.interaction_ids.some((id) => !desk.interactions.some((each) => each.id === id));
      if (isMissing) this.refetchDeskIfStillMissing();
      return { ...desk, me: agent };
    });
    this.queries.setQueryData<Board>(keys.board, (board) => board && withAgent(board, agent));
    this.queries.setQueryData<Colleagues>(keys.colleagues, (view) => view && withAgent(view, agent));
  }

  private putInteraction(interaction: Interaction, seq: number, change: string): void {
    const known = this.interactions.get(interaction.id);
    if (known && known.seq > seq) return;
    this.remember(this.interactions, interaction.id, seq, interaction);
    const desk = this.queries.getQueryData<Desk>(keys.desk);
    const next = desk && withInteraction(desk, interaction, this.me);
    if (next !== desk) this.queries.setQueryData<Desk>(keys.desk, next);
    // While it was not ours its messages did not come.
    if (desk && next && next.interactions.length > desk.interactions.length)
      void this.queries.invalidateQueries({ queryKey: keys.messages(interaction.id) });
    this.queries.setQueryData<InteractionDetail>(
      keys.interaction(interaction.id),
      (detail) =>
        detail && {
          ...detail,
          agent_id: undefined,
          offer: undefined,
          wrap_up_ends_at: undefined,
          consulted_id: undefined,
          ...interaction,
        },
    );
    if (change === 'message') return;
    // Legs and explanations are not in the event.
    void this.queries.invalidateQueries({ queryKey: keys.interaction(interaction.id) });
    void this.queries.invalidateQueries({ queryKey: keys.why(interaction.id) });
    if (interaction.state === 'closed')
      void this.queries.invalidateQueries({ queryKey: keys.customerInteractions(interaction.customer.id) });
  }

  // Events of one step come one after the other: the interaction usually follows its agent at once.
  private refetchDeskIfStillMissing(): void {
    setTimeout(() => {
      const desk = this.queries.getQueryData<Desk>(keys.desk);
      const isMissing = desk?.me?.interaction_ids.some(
        (id) => !desk.interactions.some((each) => each.id === id),
      );
      if (isMissing) void this.queries.invalidateQueries({ queryKey: keys.desk });
    }, 1000);
  }

  private reset(): void {
    this.interactions.clear();
    this.agents.clear();
    for (const key of [
      keys.desk,
      keys.board,
      keys.colleagues,
      ['messages'],
      keys.allMails,
      ['interaction'],
      ['why'],
    ]) {
      void this.queries.invalidateQueries({ queryKey: key });
    }
  }

  private remember<T>(map: Map<string, Dated<T>>, id: string, seq: number, value: T): void {
    map.delete(id);
    map.set(id, { seq, value });
    if (map.size > rememberedMost) {
      const oldest = map.keys().next().value;
      if (oldest !== undefined) map.delete(oldest);
    }
  }
}
