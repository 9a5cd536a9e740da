import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type {
  EditOutcome,
  EditShifts,
  ScheduleProblem,
  Shift,
  ShiftChange,
  ShiftEdit,
  ShiftPlan,
  ShiftViolation,
  StaffCoverage,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { afterEdits } from '../state/book';

const path = '/workforce/schedules';

// What it was made for changes only with time off that is granted later: read again with everything else.
export function useScheduleProblem(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.scheduleProblem(id),
    queryFn: ({ signal }) => http.get<ScheduleProblem>(`${path}/${id}/problem`, undefined, signal),
    staleTime: Infinity,
  });
}

// With the version of the schedule at which they were read, or an earlier one.
export interface ReadShifts {
  version: number;
  items: Shift[];
}

export function useShifts(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useQuery({
    queryKey: keys.scheduleShifts(id),
    queryFn: async ({ signal }): Promise<ReadShifts> => {
      const plan = await http.get<ShiftPlan>(`${path}/${id}`, undefined, signal);
      const { items } = await http.get<{ items: Shift[] }>(`${path}/${id}/shifts`, undefined, signal);
      queries.setQueryData(keys.schedule(id), plan);
      return { version: plan.version, items };
    },
    refetchOnMount: 'always',
  });
}

// Reads everything again when somebody else has changed the schedule, which is asked for now and then.
export function useOthersChanges(id: string, version: number | undefined) {
  const queries = useQueryClient();
  const reload = useReloadBoard(id);
  useEffect(() => {
    const read = queries.getQueryData<ReadShifts>(keys.scheduleShifts(id));
    const plan = queries.getQueryData<ShiftPlan>(keys.schedule(id));
    if (
      read &&
      plan &&
      plan.version > read.version &&
      queries.isFetching({ queryKey: keys.scheduleShifts(id) }) === 0
    )
      void reload();
  }, [queries, id, version, reload]);
}

// Without a day: of all. What was shown stays until the new figures are there.
export function useCoverage(id: string, day: string | undefined) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.scheduleCoverage(id), day ?? ''],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: StaffCoverage[] }>(`${path}/${id}/coverage`, { day }, signal)).items,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
}

export function useViolations(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.scheduleViolations(id),
    queryFn: async ({ signal }) =>
      (await http.get<{ items: ShiftViolation[] }>(`${path}/${id}/violations`, undefined, signal)).items,
    refetchOnMount: 'always',
  });
}

// Everything of the schedule that changes, anew.
export function useReloadBoard(id: string) {
  const queries = useQueryClient();
  return useCallback(
    () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keys.scheduleShifts(id) }),
        queries.invalidateQueries({ queryKey: keys.scheduleProblem(id) }),
        queries.invalidateQueries({ queryKey: keys.scheduleCoverage(id) }),
        queries.invalidateQueries({ queryKey: keys.scheduleViolations(id) }),
      ]),
    [queries, id],
  );
}

export function useEditShifts(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  const ask = useCallback(
    (wanted: EditShifts) => http.post<EditOutcome>(`${path}/${id}/edits`, wanted),
    [http, id],
  );
  const tryOut = useCallback(
    (edits: ShiftEdit[]) => ask({ edits, is_trial: true, with_coverage: true }),
    [ask],
  );
  const keep = useCallback(
    async (edits: ShiftEdit[], version: number, force_reason = '') => {
      const outcome = await ask({ edits, version, force_reason });
      queries.setQueryData<ReadShifts>(
        keys.scheduleShifts(id),
        (before) =>
          before && { version: outcome.version, items: afterEdits(before.items, edits, outcome.shifts) },
      );
      queries.setQueryData<ShiftPlan>(
        keys.schedule(id),
        (before) => before && { ...before, version: outcome.version },
      );
      void queries.invalidateQueries({ queryKey: keys.scheduleCoverage(id) });
      void queries.invalidateQueries({ queryKey: keys.scheduleViolations(id) });
      return outcome;
    },
    [ask, queries, id],
  );
  const undo = useCallback(
    (force_reason = '') => http.post<EditOutcome>(`${path}/${id}/undo`, { force_reason }),
    [http, id],
  );
  return { tryOut, keep, undo };
}

// What was changed since it was published.
export function useShiftChanges(id: string, version: number) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.schedule(id), 'changes', version],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: ShiftChange[] }>(`${path}/${id}/changes`, undefined, signal)).items,
  });
}
