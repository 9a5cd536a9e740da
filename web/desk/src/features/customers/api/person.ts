import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomerJoin, CustomerJoins, CustomerProfile, CustomerProposals } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useProfile(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerProfile(id),
    queryFn: ({ signal }) => http.get<CustomerProfile>(`/customers/${id}/profile`, undefined, signal),
  });
}

export function useProposals(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerProposals(id),
    queryFn: ({ signal }) => http.get<CustomerProposals>(`/customers/${id}/proposals`, undefined, signal),
    select: ({ items }) => items,
  });
}

// Those that hold now.
export function useJoins(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerJoins(id),
    queryFn: ({ signal }) => http.get<CustomerJoins>(`/customers/${id}/joins`, undefined, signal),
    select: ({ items }) => items.filter(({ undone_at }) => !undone_at),
  });
}

// Everything shown of customers is old afterwards.
function useDecision<T>(path: (id: string) => string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.post<T>(path(id)),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.customers }),
  });
}

export const useAcceptProposal = () => useDecision<CustomerJoin>((id) => `/customer-proposals/${id}/accept`);
export const useRefuseProposal = () => useDecision<void>((id) => `/customer-proposals/${id}/refuse`);
export const useUndoJoin = () => useDecision<CustomerJoin>((id) => `/customer-joins/${id}/undo`);
