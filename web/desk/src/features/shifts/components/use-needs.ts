import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useHttp } from '@/lib/http-context';
import type { JobOf } from '@/lib/jobs';
import { keys } from '@/lib/keys';
import { createZone } from '@/lib/zone';
import type { ScheduleDays } from '../state/days';
import { joined, needsByHand, needsOf, needsOfTable } from '../state/requirements';
import type {
  AskedRequirements,
  FoundRequirements,
  HoursWanted,
  Need,
  TableFault,
} from '../state/requirements';
import type { NewScheduleValues } from './new-schedule-values';

type RequirementsJob = JobOf<AskedRequirements, FoundRequirements>;

export interface Needs {
  needs: Need[];
  interval_min: number;
  faults: TableFault[];
  isLoading: boolean;
}

const usual_min = 30;

// What the form asks for, from where it says.
export function useNeeds(values: NewScheduleValues | undefined, days: ScheduleDays): Needs {
  const http = useHttp();
  const chosen = (values?.computed ?? []).flatMap((each) =>
    each?.job_id ? [{ job_id: each.job_id, weekdays: each.weekdays ?? [] }] : [],
  );
  const jobs = useQueries({
    queries: chosen.map(({ job_id }) => ({
      queryKey: keys.job(job_id),
      queryFn: () => http.get<RequirementsJob>(`/workforce/jobs/${job_id}`),
      staleTime: Infinity,
    })),
    combine: (found) => ({
      results: found.map(({ data }) => data),
      isLoading: found.some(({ isLoading }) => isLoading),
    }),
  });
  const what = JSON.stringify([
    values?.source,
    chosen,
    values?.hand,
    values?.table,
    values?.table_interval_min,
  ]);
  return useMemo(() => {
    const none: Needs = { needs: [], interval_min: usual_min, faults: [], isLoading: false };
    if (values?.source === 'hand') {
      const rows = (values.hand ?? []).filter(isWhole);
      return { ...none, needs: needsByHand(rows, usual_min, days) };
    }
    if (values?.source === 'table') {
      const interval_min = values.table_interval_min ?? usual_min;
      return { ...none, interval_min, ...needsOfTable(values.table ?? '', interval_min, days) };
    }
    const needs = jobs.results.flatMap((job, at) => {
      if (!job?.result) return [];
      const zone = createZone(job.result.time_zone);
      const clock = (start: string) => {
        const wall = new Date(zone.wall(start)).toISOString();
        return {
          date: wall.slice(0, 10),
          minutes: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)),
        };
      };
      return needsOf(job.result, job.request, chosen[at]?.weekdays ?? [], clock, days);
    });
    const interval_min = Math.min(...jobs.results.map((job) => job?.result?.interval_minutes ?? 60));
    return {
      ...none,
      needs: joined(needs),
      interval_min: jobs.results.length > 0 ? interval_min : usual_min,
      isLoading: jobs.isLoading,
    };
    // `what` stands for the values it reads: the form gives new objects with every key that is pressed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [what, jobs.results, jobs.isLoading, days]);
}

function isWhole(row: Partial<HoursWanted> | undefined): row is HoursWanted {
  return Boolean(row?.name?.trim() && row.from && row.to && row.agents != null && row.weekdays);
}
