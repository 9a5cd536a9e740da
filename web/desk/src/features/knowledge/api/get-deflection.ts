import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AnsweredContact, DeflectionReport, SearchDeflections } from '@/lib/api-types';
import type { Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useDeflection(days: number) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.deflection('report', days),
    queryFn: ({ signal }) => http.get<DeflectionReport>('/knowledge/deflection', { days }, signal),
    staleTime: 0,
  });
}

export function useSearchDeflection(days: number) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.deflection('searches', days),
    queryFn: async ({ signal }) =>
      (await http.get<SearchDeflections>('/knowledge/deflection/searches', { days }, signal)).items,
    staleTime: 0,
  });
}

export function useAnsweredContacts(days: number) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.deflection('contacts', days),
    queryFn: ({ signal, pageParam }) =>
      http.get<Page<AnsweredContact>>(
        '/knowledge/deflection/contacts',
        { days, cursor: pageParam || undefined },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 0,
  });
}
