import { useQuery } from '@tanstack/react-query';
import type { CustomerValue } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useCustomerValue(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customerValue(id),
    queryFn: ({ signal }) => http.get<CustomerValue>(`/customers/${id}/value`, undefined, signal),
    enabled: id !== '0',
  });
}
