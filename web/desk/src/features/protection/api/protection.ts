import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AccessExport,
  CustomerProtection,
  Erasure,
  ProtectionSettings,
  RegisteredTables,
  RetentionLook,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useCustomerProtection(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerProtection(id),
    queryFn: ({ signal }) => http.get<CustomerProtection>(`/customers/${id}/protection`, undefined, signal),
  });
}

export function useMakeExport(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { language: string; with_internal: boolean }) =>
      http.post<AccessExport>(`/customers/${id}/access-exports`, wanted),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.customerProtection(id) }),
  });
}

export function useHold(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { is_held: boolean; why: string }) =>
      http.put<CustomerProtection>(`/customers/${id}/legal-hold`, wanted),
    onSuccess: (known) => queries.setQueryData(keys.customerProtection(id), known),
  });
}

// Everything shown of customers is old afterwards.
export function useErase(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => http.post<Erasure>(`/customers/${id}/erase`, { confirm: id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.customers }),
  });
}

const settings = '/protection/settings';

export function useProtectionSettings() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(settings),
    queryFn: ({ signal }) => http.get<ProtectionSettings>(settings, undefined, signal),
  });
}

export function useSaveProtectionSettings() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: ProtectionSettings) => http.put<ProtectionSettings>(settings, wanted),
    onSuccess: (saved) => queries.setQueryData(keys.admin(settings), saved),
  });
}

export function useRetentionTrial() {
  const http = useHttp();
  return useMutation({
    mutationFn: (wanted: ProtectionSettings) =>
      http.post<RetentionLook>('/protection/retention/dry-run', wanted),
  });
}

export function useRegister() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin('/protection/tables'),
    queryFn: ({ signal }) => http.get<RegisteredTables>('/protection/tables', undefined, signal),
    select: ({ items }) => items,
  });
}
