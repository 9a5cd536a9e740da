import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChangeProfile, CustomerProfile } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useChangeProfile(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: ChangeProfile) => http.patch<CustomerProfile>(`/customers/${id}/profile`, change),
    onSuccess: (profile) => queries.setQueryData(keys.customerProfile(id), profile),
  });
}
