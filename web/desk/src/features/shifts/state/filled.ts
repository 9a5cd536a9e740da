// What a filling gave; the shape of a job's result, which the API's document leaves open. Pure.
import type { WholeJob } from '@/lib/contract';

export interface Filled {
  schedule_id: string;
  version: number;
  shifts: number;
  cost: number;
  bound: number; // no schedule costs less
  gap: number; // (cost - bound) / cost
}

// The rules in conflict are named by agent; agents by their names.
export function filledFault<J extends Pick<WholeJob, 'error'>>(job: J, nameOf: (id: string) => string): J {
  if (!job.error) return job;
  const issues = job.error.issues.map(({ where, what }) => {
    const [, id = ''] = /^\/agents\/(\d+)/.exec(where) ?? [];
    return { where: id ? nameOf(id) : where, what };
  });
  return { ...job, error: { ...job.error, issues } };
}
