// What happens in the fake: a much simplified switchboard with a numbered feed that can be resumed.
import type {
  AgentStatus,
  Board,
  FeedEvent,
  Interaction,
  InteractionDetail,
  InteractionRecord,
  Leg,
  Message,
  Outcome,
  QueueStatus,
} from '../src/lib/contract.ts';
import { agentStatus, customers, emptyOpen, queues, users } from './seed.ts';

type Numbered = Extract<FeedEvent, { seq: number; at: string }>;
const iso = (offsetS = 0) => new Date(Date.now() + offsetS * 1000).toISOString();

export interface Kept extends Interaction {
  legs: Leg[];
  outcome: Outcome;
  closed_at?: string;
}

export class Refusal extends Error {
  readonly status: number;
  readonly reason: string;
  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }
}

export class World {
  seq = 100;
  private nextId = 1000;
  readonly ring: Numbered[] = [];
  readonly interactions = new Map<string, Kept>();
  readonly messages = new Map<string, Message[]>();
  readonly agents = new Map<string, AgentStatus>();
  onEvent: (event: FeedEvent) => void = () => undefined;

  constructor() {
    const presences = {
      '1': 'available',
      '2': 'available',
      '3': 'away',
      '4': 'not_responding',
      '5': 'offline',
      '7': 'away',
    } as const;
    for (const [id, presence] of Object.entries(presences)) {
      this.agents.set(id, agentStatus(id, presence, Number(id) * 7, presence === 'away' ? '2' : undefined));
    }
  }

  id(): string {
    this.nextId += 1;
    return String(this.nextId);
  }

  interaction(id: string): Kept {
    const found = this.interactions.get(id);
    if (!found) throw new Refusal(404, 'unknown_interaction');
    return found;
  }

  arrive(
    customerId: string,
    queueId: string,
    text: string,
    agoS = 0,
    channel: Kept['channel'] = 'chat',
  ): Kept {
    const customer = customers.find((each) => each.id === customerId);
    if (!customer) throw new Refusal(404, 'not_found');
    const at = iso(-agoS);
    const interaction: Kept = {
      id: this.id(),
      channel,
      state: 'queued',
      customer: {
        id: customer.id,
        name: customer.name,
        email: customer.email,
        is_verified: customer.is_verified,
      },
      queue_id: queueId,
      priority: customerId === '4' ? 10 : 0,
      step: 0,
      arrived_at: at,
      queued_at: at,
      is_silent: false,
      is_disposition_required: true,
      disposition_ids: ['1', '2', '3', '4'],
      is_consult_offered: false,
      unread: 0,
      assists: [],
      entrance: '官网在线客服',
      page_url: 'https://shop.example.com/orders',
      language: customer.language,
      outcome: 'none',
      legs: [
        {
          number: 1,
          kind: 'primary',
          queue_id: queueId,
          queued_at: at,
          offers: 0,
          no_answers: 0,
          declines: 0,
          end: 'open',
        },
      ],
    };
    this.interactions.set(interaction.id, interaction);
    this.messages.set(interaction.id, []);
    if (text) this.say(interaction.id, 'customer', text, { agoS });
    this.tell(interaction, 'arrived');
    return interaction;
  }

  say(
    id: string,
    author: Message['author'],
    text: string,
    more: { agentId?: string; clientId?: string; agoS?: number; attachments?: Message['attachments'] } = {},
  ): Message {
    const interaction = this.interaction(id);
    const list = this.messages.get(id) ?? [];
    const known = more.clientId && list.find((each) => each.client_id === more.clientId);
    if (known) return known;
    const message: Message = {
      id: this.id(),
      interaction_id: id,
      author,
      agent_id: more.agentId,
      text,
      attachments: more.attachments ?? [],
      sent_at: iso(-(more.agoS ?? 0)),
      client_id: more.clientId,
    };
    list.push(message);
    interaction.last_message = message;
    if (author === 'customer' && interaction.state !== 'queued') interaction.unread += 1;
    this.tell(interaction, 'message', message);
    return message;
  }

  offer(id: string, agentId: string, seconds = 20, isConsult = false): void {
    const interaction = this.interaction(id);
    interaction.offer = {
      id: this.id(),
      agent_id: agentId,
      expires_at: iso(seconds),
      timeout_s: seconds,
      is_consult: isConsult,
      is_unasked: false,
    };
    if (isConsult) interaction.is_consult_offered = true;
    else Object.assign(interaction, { state: 'offered', agent_id: agentId });
    this.tell(interaction, 'offered');
    const offerId = interaction.offer.id;
    setTimeout(() => {
      if (interaction.offer?.id === offerId) this.noAnswer(interaction, agentId);
    }, seconds * 1000).unref();
  }

  private noAnswer(interaction: Kept, agentId: string): void {
    this.requeue(interaction, 'no_answer');
    this.setPresence(agentId, 'not_responding');
  }

  requeue(interaction: Kept, change: string): void {
    if (interaction.offer?.is_consult) interaction.is_consult_offered = false;
    else Object.assign(interaction, { state: 'queued', agent_id: undefined });
    interaction.offer = undefined;
    this.tell(interaction, change);
  }

  accept(id: string, agentId: string, offerId: string): Kept {
    const interaction = this.interaction(id);
    const { offer } = interaction;
    if (offer?.id !== offerId || offer.agent_id !== agentId) throw new Refusal(409, 'no_such_offer');
    interaction.offer = undefined;
    if (offer.is_consult) Object.assign(interaction, { consulted_id: agentId, is_consult_offered: false });
    else Object.assign(interaction, { state: 'active', agent_id: agentId, unread: 1 });
    const leg = interaction.legs.at(-1);
    if (leg) Object.assign(leg, { agent_id: agentId, accepted_at: iso() });
    this.tell(interaction, 'accepted');
    return interaction;
  }

  end(id: string): Kept {
    const interaction = this.interaction(id);
    if (interaction.state !== 'active') throw new Refusal(409, 'not_active');
    Object.assign(interaction, { state: 'wrap_up', wrap_up_ends_at: iso(60), consulted_id: undefined });
    this.say(id, 'system', '会话已结束');
    this.tell(interaction, 'ended');
    return interaction;
  }

  close(interaction: Kept, outcome: Outcome): Kept {
    Object.assign(interaction, { state: 'closed', outcome, closed_at: iso(), wrap_up_ends_at: undefined });
    this.tell(interaction, 'closed');
    return interaction;
  }

  setPresence(agentId: string, presence: AgentStatus['presence'], reason_id?: string): AgentStatus {
    const agent = this.agents.get(agentId);
    if (!agent) throw new Refusal(404, 'unknown_agent');
    Object.assign(agent, {
      presence,
      reason_id,
      since: iso(),
      next_presence: undefined,
      next_reason_id: undefined,
    });
    this.tellAgent(agent);
    return agent;
  }

  tellAgent(agent: AgentStatus): void {
    this.seq += 1;
    this.emit({ type: 'agent', seq: this.seq, at: iso(), agent: structuredClone(agent) });
  }

  tell(interaction: Kept, change: string, message?: Message): void {
    this.seq += 1;
    this.count();
    this.emit({
      type: 'interaction',
      seq: this.seq,
      at: iso(),
      change,
      interaction: this.shown(interaction),
      message,
    });
    for (const agent of this.agents.values()) {
      if (agent.id === interaction.agent_id)
        this.emit({ type: 'agent', seq: this.seq, at: iso(), agent: structuredClone(agent) });
    }
  }

  private count(): void {
    for (const agent of this.agents.values()) {
      const mine = this.open().filter((each) => each.agent_id === agent.id);
      Object.assign(agent, {
        interaction_ids: mine.map(({ id }) => id),
        units_used: mine.length * 25,
        open: { ...emptyOpen(), chat: mine.length },
      });
    }
  }

  private emit(event: Numbered): void {
    this.ring.push(event);
    if (this.ring.length > 500) this.ring.shift();
    this.onEvent(event);
  }

  open(): Kept[] {
    return [...this.interactions.values()].filter(({ state }) => state !== 'closed');
  }

  shown({ legs: _legs, outcome: _outcome, closed_at: _closed, ...interaction }: Kept): Interaction {
    return structuredClone(interaction);
  }

  detail(interaction: Kept): InteractionDetail {
    const previous = this.records().filter(
      ({ id, customer }) => customer.id === interaction.customer.id && id !== interaction.id,
    );
    return { ...this.shown(interaction), legs: interaction.legs, outcome: interaction.outcome, previous };
  }

  records(): InteractionRecord[] {
    return [...this.interactions.values()].reverse().map((each) => {
      const messages = this.messages.get(each.id) ?? [];
      return {
        id: each.id,
        channel: each.channel,
        state: each.state,
        outcome: each.outcome,
        customer: each.customer,
        queue_id: each.queue_id,
        agent_id: each.agent_id,
        arrived_at: each.arrived_at,
        closed_at: each.closed_at,
        waited_s: 14,
        handled_s: each.closed_at ? 260 : undefined,
        disposition_id: each.legs.at(-1)?.disposition_id,
        first_text: messages[0]?.text,
        messages: messages.length,
      };
    });
  }

  queueStatuses(): QueueStatus[] {
    return queues.map((queue, index) => {
      const here = this.open().filter(({ queue_id }) => queue_id === queue.id);
      const waiting = here.filter(({ state }) => state === 'queued');
      const staff = [...this.agents.values()].filter(({ id }) => queue.member_ids.includes(id));
      return {
        id: queue.id,
        is_open: queue.id !== '4',
        waiting: waiting.length,
        offered: here.filter(({ state }) => state === 'offered').length,
        active: here.filter(({ state }) => state === 'active').length,
        oldest_queued_at: waiting.map(({ queued_at }) => queued_at).sort()[0],
        estimate: {
          position: waiting.length + 1,
          low_s: 20 * (index + 1),
          high_s: 95 * (index + 1),
          is_known: index < 3,
        },
        members: queue.member_ids.length,
        signed_in: staff.filter(({ presence }) => presence !== 'offline').length,
        available: staff.filter(({ presence }) => presence === 'available').length,
        scheduled: 0,
        dialling: 0,
        today: {
          arrived: [142, 61, 33, 0][index] ?? 0,
          answered: [131, 58, 24, 0][index] ?? 0,
          answered_within: [118, 49, 15, 0][index] ?? 0,
          abandoned: [6, 3, 7, 0][index] ?? 0,
          expired: 0,
          refused: 1,
          transferred_out: 4,
          service_level: [0.88, 0.79, 0.52, undefined][index],
          mean_wait_s: [12, 19, 64, undefined][index],
          mean_handle_s: [312, 401, 520, undefined][index],
        },
        service_level_within_s: 20,
      };
    });
  }

  board(): Board {
    const interactions = this.open().map((each) => this.shown(each));
    return {
      seq: this.seq,
      at: iso(),
      queues: this.queueStatuses(),
      agents: [...this.agents.values()],
      interactions,
    };
  }

  // A morning's worth of conversations, for the people who sign in.
  fill(): void {
    const hello = '你好，我上周买的耳机左边没有声音了，能换一个吗？';
    const first = this.arrive('1', '1', hello, 640);
    Object.assign(first, { state: 'active', agent_id: '1' });
    this.say(first.id, 'agent', '您好，很抱歉给您带来不便。麻烦提供一下订单号，我马上为您查询。', {
      agentId: '1',
      agoS: 600,
    });
    this.say(first.id, 'customer', '订单号是 2026-1108-4471', { agoS: 540 });
    this.say(first.id, 'note', '同型号本周已有 6 起左声道故障，可直接换新。', { agentId: '3', agoS: 500 });
    this.say(first.id, 'agent', '查到了，您的订单仍在保修期内，我们可以直接为您换新。', {
      agentId: '1',
      agoS: 480,
    });
    this.say(first.id, 'customer', '太好了，那我需要把旧的寄回去吗？', { agoS: 100 });
    const second = this.arrive('2', '2', 'Hi! My parcel says delivered but I never got it.', 300);
    Object.assign(second, { state: 'active', agent_id: '1' });
    this.say(second.id, 'agent', 'Sorry about that. Let me check with the carrier.', {
      agentId: '1',
      agoS: 260,
    });
    this.say(second.id, 'customer', 'Thank you, I will wait.', { agoS: 20 });
    const third = this.arrive('5', '1', '发票抬头开错了，可以重开吗？', 1500);
    Object.assign(third, { state: 'active', agent_id: '1' });
    this.say(third.id, 'agent', '可以的，已为您重新开具并发送到邮箱。', { agentId: '1', agoS: 1200 });
    for (const each of [first, second, third]) {
      for (const message of this.messages.get(each.id) ?? [])
        Object.assign(message, { delivered_at: message.sent_at, read_at: message.sent_at });
      this.tell(each, 'accepted');
    }
    this.arrive('3', '3', '退款怎么还没到账？已经一个星期了！', 210);
    this.arrive('4', '2', 'I would like to change my delivery address please.', 45);
    const old = this.arrive('1', '1', '请问保修期是多久？', 86_400 * 12);
    this.say(old.id, 'agent', '您好，整机保修 24 个月。', { agentId: '5', agoS: 86_400 * 12 - 60 });
    old.agent_id = '5';
    const leg = old.legs[0];
    if (leg)
      Object.assign(leg, {
        agent_id: '5',
        accepted_at: old.arrived_at,
        ended_at: old.arrived_at,
        end: 'completed',
        disposition_id: '1',
      });
    this.close(old, 'completed');
    old.closed_at = new Date(Date.parse(old.arrived_at) + 300_000).toISOString();
    const gone = this.arrive('6', '3', '有人吗？', 4000);
    this.close(gone, 'abandoned');
    this.count();
  }
}

export function demoUsers() {
  return users.filter(({ id }) => ['1', '2', '3', '6'].includes(id));
}
