// What planners keep of an agent, between the API and its form. Pure.
import type { AgentPlanning, AgentPlanningFacts } from '@/lib/contract';

export type AgentValues = Omit<AgentPlanning, 'agent_id' | 'name' | 'skills'>;
type Wish = AgentPlanning['wishes'][number];

export function agentValues({
  agent_id: _id,
  name: _name,
  skills: _skills,
  ...values
}: AgentPlanning): AgentValues {
  return values;
}

// Fields that a kind of wish does not have are not sent along.
export function agentFields(values: AgentValues): AgentPlanningFacts {
  return {
    contract: values.contract ?? '',
    cost_per_hour: values.cost_per_hour ?? 0,
    cost_per_shift: values.cost_per_shift ?? 0,
    available: values.available.map((each) => ({ ...each, weekdays: each.weekdays ?? [] })),
    time_off: values.time_off.map((each) => ({ ...each, paid_day_s: each.paid_day_s ?? 0 })),
    wishes: values.wishes.map(wishFields),
  };
}

export const wishHasTime = (kind: Wish['kind'] | undefined) => kind === 'starts_from' || kind === 'ends_by';
export const wishHasShift = (kind: Wish['kind'] | undefined) => kind === 'work' || kind === 'not_shift';

function wishFields({ kind, days, weekdays, at, shift, cost }: Wish): Wish {
  return {
    kind,
    cost: cost ?? 0,
    days: days ?? [],
    weekdays: weekdays ?? [],
    at: wishHasTime(kind) && at ? at : '00:00',
    shift: wishHasShift(kind) ? (shift ?? '') : '',
  };
}

export const blankAvailable = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };
export const blankWish: Wish = { kind: 'off', days: [], weekdays: [], at: '09:00', shift: '', cost: 10 };
export const blankTimeOff = (day: string) => ({
  first_day: day,
  last_day: day,
  from: '00:00',
  to: '24:00',
  paid_day_s: 8 * 3600,
});
