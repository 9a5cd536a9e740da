import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CustomerJoin, CustomerProfile, IdentityFields } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

function useIdentity(id: string, path: 'identities' | 'identities/remove') {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (identity: IdentityFields) =>
      http.post<CustomerProfile>(`/customers/${id}/${path}`, identity),
    onSuccess: (profile) => queries.setQueryData(keys.customerProfile(id), profile),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.customer(id) }),
  });
}
export const useAddIdentity = (id: string) => useIdentity(id, 'identities');
export const useRemoveIdentity = (id: string) => useIdentity(id, 'identities/remove');

// Everything shown of customers is old afterwards.
export function useJoinByHand(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (other: string) => http.post<CustomerJoin>(`/customers/${id}/join`, { customer_id: other }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.customers }),
  });
}
