import type { HoursWanted, NeedTerms } from '../state/requirements';

export type SourceKind = 'computed' | 'hand' | 'table';

export const daysMost = 92;

export interface NewScheduleValues {
  name: string;
  first_day: string;
  days: number;
  source: SourceKind;
  computed?: { job_id?: string; weekdays?: number[] }[];
  hand?: Partial<HoursWanted>[];
  table?: string;
  table_interval_min?: number;
  terms?: Record<string, NeedTerms>;
}
