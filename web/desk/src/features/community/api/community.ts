import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  CommunityPost,
  CommunitySettings,
  CommunityThread,
  Moderation,
  QuestionList,
} from '@/lib/api-types';
import type { Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useQuestions(list: QuestionList) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.communityQuestions(list),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<CommunityPost>>(
        '/community/questions',
        { list, cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function useQuestion(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.communityQuestion(id),
    queryFn: ({ signal }) => http.get<CommunityThread>(`/community/questions/${id}`, undefined, signal),
    staleTime: 0,
  });
}

// Everything that is done to a question or in it: afterwards what is shown of the community is old.
export function useCommunityCommand() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) =>
      http.post<unknown>(`/community/${path}`, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.community }),
  });
}

export const moderation = (post: string, what: Moderation) => ({
  path: `posts/${post}/moderate`,
  body: { what },
});

export function useCommunitySettings(isNeeded: boolean) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.communitySettings,
    queryFn: ({ signal }) => http.get<CommunitySettings>('/community/settings', undefined, signal),
    enabled: isNeeded,
    staleTime: 0,
  });
}

export function useSetCommunitySettings() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: CommunitySettings) => http.put<CommunitySettings>('/community/settings', settings),
    onSuccess: (settings) => queries.setQueryData(keys.communitySettings, settings),
  });
}
