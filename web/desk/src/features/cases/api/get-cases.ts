import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  CaseEvent,
  CaseFilter,
  CaseMacro,
  CaseType,
  CaseView,
  LinkedConversation,
  ListedCase,
  Page,
  ShownCase,
} from '@/lib/contract';
import type { Query } from '@/lib/http';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Lists go into the address as words between commas.
function queryOf(filter: Partial<CaseFilter>): Query {
  return Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => !Array.isArray(value) || value.length > 0)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
}

export function useCases(filter: Partial<CaseFilter>, isOn = true) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.caseList(filter),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<ListedCase>>(
        '/cases',
        { ...queryOf(filter), cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    enabled: isOn,
  });
}

export function useCase(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.case(id),
    queryFn: ({ signal }) => http.get<ShownCase>(`/cases/${id}`, undefined, signal),
    // The clocks of the business go on while nobody does anything.
    refetchInterval: 60_000,
  });
}

export function useCaseTimeline(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.case(id), 'timeline'],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: CaseEvent[] }>(`/cases/${id}/timeline`, { limit: 1000 }, signal)).items,
  });
}

export function useCaseLinks(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.case(id), 'links'],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: LinkedConversation[] }>(`/cases/${id}/links`, undefined, signal)).items,
  });
}

export function useCaseViews() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.cases, 'views'],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: (CaseView & { count: number })[] }>('/case-views', undefined, signal)).items,
  });
}

export function useCaseTypes() {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: ['case-types'],
    queryFn: async ({ signal }) =>
      (await http.get<Page<CaseType>>('/case-types', { limit: 200 }, signal)).items,
    staleTime: 60_000,
  });
  return data ?? [];
}

export function useCaseMacros() {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: ['case-macros'],
    queryFn: async ({ signal }) =>
      (await http.get<Page<CaseMacro>>('/case-macros', { limit: 200 }, signal)).items,
    staleTime: 60_000,
  });
  return data ?? [];
}
