// Contracts and templates between the API and their forms. Pure. An empty field is a limit that there is not.
import type { KeptContract, KeptTemplate } from '@/lib/contract';

export type ContractValues = { [Key in keyof Omit<KeptContract, 'id'>]: KeptContract[Key] | null };

// What is usual in full-time work, so that a first contract is sound.
export const blankContract: ContractValues = {
  name: '',
  shifts: [],
  paid_day_max_s: 8 * 3600,
  paid_week_min_s: 35 * 3600,
  paid_week_max_s: 40 * 3600,
  days_week_max: 5,
  paid_total_min_s: 0,
  rest_min_s: 11 * 3600,
  days_in_row_max: 5,
  days_in_row_min: 1,
  days_off_in_row_min: 1,
};

export function contractValues({ id: _id, ...values }: KeptContract): ContractValues {
  return values;
}

export function contractFields(values: ContractValues): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));
}

export type TemplateValues = Omit<KeptTemplate, 'id'>;

export const blankTemplate: TemplateValues = {
  name: '',
  from: '09:00',
  to: '09:00',
  every_s: 0,
  length_s: 8.5 * 3600,
  length_max_s: 0,
  length_step_s: 0,
  weekdays: [],
  breaks: [
    { name: 'Lunch', length_s: 1800, is_paid: false, from_s: 3 * 3600, to_s: 5 * 3600, shift_min_s: 0 },
  ],
  is_unpopular: false,
};

export const blankBreak = (name: string) => ({
  name,
  length_s: 900,
  is_paid: true,
  from_s: 5400,
  to_s: 9000,
  shift_min_s: 0,
});

export function templateValues({ id: _id, ...values }: KeptTemplate): TemplateValues {
  return values;
}

// A template whose last start was left behind by its first has one start.
export function templateFields({ every_s, length_max_s, length_step_s, ...values }: TemplateValues): object {
  return {
    ...values,
    every_s: every_s ?? 0,
    length_max_s: length_max_s ?? 0,
    length_step_s: length_step_s ?? 0,
    breaks: values.breaks.map((each) => ({ ...each, shift_min_s: each.shift_min_s ?? 0 })),
  };
}

// Hours that are paid of the shortest shift.
export function paidHours({ length_s, breaks }: Pick<KeptTemplate, 'length_s' | 'breaks'>): number {
  const unpaid = breaks
    .filter(({ is_paid, shift_min_s }) => !is_paid && length_s >= shift_min_s)
    .reduce((sum, each) => sum + each.length_s, 0);
  return (length_s - unpaid) / 3600;
}
