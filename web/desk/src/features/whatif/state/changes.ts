// What a planner would do differently, as the form keeps it, and as the twin takes it. Pure.
export type Field =
  | 'agents'
  | 'group'
  | 'leaver' // a group of one who is gone
  | 'count'
  | 'skill'
  | 'level'
  | 'queue'
  | 'queues'
  | 'by'
  | 'span'
  | 'part' // a span, or the whole day
  | 'factor'
  | 'contacts'
  | 'after'
  | 'share'
  | 'reached'
  | 'choice'
  | 'timeout'
  | 'flow_from'
  | 'flow_to';

export const choices = ['longest_idle', 'most_skilled', 'least_occupied', 'round_robin'] as const;

export const fieldsOf = {
  learn_skill: ['agents', 'skill', 'level'],
  lose_skill: ['agents', 'skill'],
  join_queue: ['agents', 'queue'],
  leave_queue: ['agents', 'queue'],
  add_agents: ['group', 'count'],
  remove_agents: ['leaver'],
  move_shifts: ['agents', 'by'],
  set_shifts: ['agents', 'span'],
  move_breaks: ['agents', 'part', 'by'],
  be_absent: ['agents', 'span'],
  change_rules: ['queue', 'choice', 'timeout'],
  offer_callbacks: ['queue', 'after', 'share', 'reached'],
  change_opening: ['queue', 'span'],
  swap_flow: ['flow_from', 'flow_to'],
  scale_arrivals: ['queues', 'factor', 'part'],
  move_arrivals: ['queues', 'span', 'by'],
  add_arrivals: ['queue', 'contacts', 'span'],
  scale_handle_time: ['queues', 'factor'],
  scale_patience: ['queues', 'factor'],
} as const satisfies Record<string, readonly Field[]>;

export type ChangeKind = keyof typeof fieldsOf;

export const kindGroups: Record<'people' | 'queues' | 'customers', ChangeKind[]> = {
  people: [
    'learn_skill',
    'lose_skill',
    'join_queue',
    'leave_queue',
    'add_agents',
    'remove_agents',
    'move_shifts',
    'set_shifts',
    'move_breaks',
    'be_absent',
  ],
  queues: ['change_rules', 'offer_callbacks', 'change_opening', 'swap_flow'],
  customers: ['scale_arrivals', 'move_arrivals', 'add_arrivals', 'scale_handle_time', 'scale_patience'],
};

// A flow and its version: 0 is the draft; none: of the old flow every one, of the new one the live one.
export interface FlowChoice {
  flow_id: string;
  name: string;
  version?: number;
}

// Names as the day has them; clocks are the organisation's, "09:30".
export interface Draft {
  kind: ChangeKind;
  agents?: string[];
  group?: string;
  count?: number;
  skill?: string;
  level?: number;
  queue?: string;
  queues?: string[];
  by_min?: number;
  from?: string;
  to?: string;
  percent?: number;
  contacts?: number;
  after_s?: number;
  share_percent?: number;
  reached_percent?: number;
  choice?: (typeof choices)[number];
  timeout_s?: number;
  flow_from?: FlowChoice;
  flow_to?: FlowChoice;
}

export interface VariantDraft {
  name: string;
  changes: Draft[];
}

export const blankOf = (kind: ChangeKind): Draft => ({
  kind,
  level: 3,
  count: 1,
  by_min: 30,
  percent: 110,
  contacts: 50,
  after_s: 120,
  share_percent: 50,
  reached_percent: 85,
});

const minute = 60;

// `secondsAt`: of a clock, since the day began.
export function changeOf(draft: Draft, secondsAt: (clock: string) => number): { kind: string } {
  const fields: readonly Field[] = fieldsOf[draft.kind];
  const change: Record<string, unknown> & { kind: string } = { kind: draft.kind };
  const span = spanOf(draft, secondsAt);
  const put: Record<Field, () => object | undefined> = {
    agents: () => ({ agents: draft.agents }),
    group: () => ({ group: draft.group }),
    leaver: () => ({ group: draft.group }),
    count: () => ({ count: draft.count }),
    skill: () => ({ skill: draft.skill }),
    level: () => ({ level: draft.level }),
    queue: () => ({ queue: draft.queue }),
    queues: () => ((draft.queues ?? []).length > 0 ? { queues: draft.queues } : undefined),
    by: () => ({ by_s: (draft.by_min ?? 0) * minute }),
    span: () => ({ ...span }),
    part: () => ({ ...span }),
    factor: () => ({ factor: (draft.percent ?? 100) / 100 }),
    contacts: () => ({ contacts: draft.contacts }),
    after: () => ({ after_s: draft.after_s }),
    share: () => ({ share: (draft.share_percent ?? 50) / 100 }),
    reached: () => ({ reached: (draft.reached_percent ?? 85) / 100 }),
    choice: () => (draft.choice ? { choice: draft.choice } : undefined),
    flow_from: () => ({ from: namedOf(draft.flow_from) }),
    flow_to: () => ({ to: namedOf(draft.flow_to) }),
    timeout: () => (draft.timeout_s ? { offer_timeout_s: draft.timeout_s } : undefined),
  };
  const values = (of: readonly Field[]): object => Object.assign({}, ...of.map((field) => put[field]()));
  if (draft.kind === 'set_shifts')
    return { kind: draft.kind, ...values(['agents']), shifts: [span] } as typeof change;
  if (draft.kind === 'change_opening')
    return { kind: draft.kind, ...values(['queue']), open: [span] } as typeof change;
  if (draft.kind === 'change_rules')
    return { kind: draft.kind, ...values(['queue']), rules: values(['choice', 'timeout']) } as typeof change;
  if (draft.kind === 'offer_callbacks')
    return {
      kind: draft.kind,
      ...values(['queue']),
      offer: values(['after', 'share', 'reached']),
    } as typeof change;
  return Object.assign(change, values(fields));
}

const namedOf = (flow: FlowChoice | undefined) =>
  flow && {
    flow_id: flow.flow_id,
    ...(flow.version === undefined ? {} : { version: flow.version }),
  };

// Until midnight, or beyond it, where it does not end later than it begins.
function spanOf(
  { from, to }: Draft,
  secondsAt: (clock: string) => number,
): { from_s: number; to_s: number } | undefined {
  if (!from || !to) return undefined;
  const [from_s, to_s] = [secondsAt(from), secondsAt(to)];
  return { from_s, to_s: to_s > from_s ? to_s : to_s + 86_400 };
}
