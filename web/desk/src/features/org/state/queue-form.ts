import type { Queue, QueueRules } from '@/lib/contract';

export type QueueValues = Omit<Queue, 'id'>;

const rules: QueueRules = {
  order: 'blended',
  choice: 'longest_idle',
  weight: 100,
  offer_timeout_s: 20,
  auto_accept: false,
  wrap_up_limit_s: 60,
  disposition_required: false,
  disposition_ids: [],
  waiting_max: 0,
  when_full: { action: 'refuse' },
  when_closed: { action: 'refuse' },
  when_unstaffed: { action: 'wait' },
  wait_limit_s: 0,
  steps: [],
  sticky_window_s: 259_200,
  sticky_wait_s: 30,
  transfer_head_start_min: 5,
  service_level_within_s: 20,
  callback: {
    mode: 'agent_first',
    dials_max: 3,
    retry_after_s: 900,
    ring_limit_s: 40,
    only_while_open: true,
    after_line_lost: true,
  },
  recording: { rule: 'none', percent: 10, by_hand: false, kept_days: 0 },
};

export const blankQueue: QueueValues = { name: '', channel: 'chat', rules, member_ids: [] };

export function valuesOfQueue({ id: _id, ...values }: Queue): QueueValues {
  return values;
}

// A target only counts where the branch overflows; an empty choice is no choice.
export function fieldsOfQueue(values: QueueValues): object {
  const branch = (each: QueueRules['when_full']) =>
    each.action === 'overflow'
      ? { action: each.action, overflow_to: each.overflow_to }
      : { action: each.action };
  const steps = values.rules.steps.map(({ agent_id, team_id, skills, lasts_s }) => ({
    ...(agent_id ? { agent_id } : {}),
    ...(team_id ? { team_id } : {}),
    skills: skills ?? [],
    lasts_s: lasts_s ?? 0,
  }));
  const { hours_id, ...rest } = values;
  return {
    ...rest,
    ...(hours_id ? { hours_id } : {}),
    rules: {
      ...values.rules,
      steps,
      when_full: branch(values.rules.when_full),
      when_closed: branch(values.rules.when_closed),
      when_unstaffed: branch(values.rules.when_unstaffed),
    },
  };
}
