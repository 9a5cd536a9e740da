import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Consent, ConsentFields, CustomerProfile } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// All that was ever said, newest first.
export function useConsentHistory(id: string, isOn: boolean) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerConsents(id),
    queryFn: ({ signal }) => http.get<{ items: Consent[] }>(`/customers/${id}/consents`, undefined, signal),
    select: ({ items }) => items,
    enabled: isOn,
  });
}

export function useSayConsent(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: ConsentFields) => http.post<CustomerProfile>(`/customers/${id}/consents`, said),
    onSuccess: (profile) => queries.setQueryData(keys.customerProfile(id), profile),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.customer(id) }),
  });
}
