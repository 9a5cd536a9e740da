import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RenderedText } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// The server's rendering is the only one, so that what writers see is what readers get.
export function usePreview(markdown: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.markdown(markdown),
    queryFn: () => http.post<RenderedText>('/knowledge/preview', { markdown }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 10_000,
  });
}
