import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProfileWeights } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/customer-weights';

export function useWeights() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(path),
    queryFn: ({ signal }) => http.get<ProfileWeights>(path, undefined, signal),
  });
}

export function useChangeWeights() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (weights: ProfileWeights) => http.put<ProfileWeights>(path, weights),
    onSuccess: (weights) => queries.setQueryData(keys.admin(path), weights),
  });
}
