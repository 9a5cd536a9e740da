import { useQuery } from '@tanstack/react-query';
import type { Customer } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useCustomer(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) => http.get<Customer>(`/customers/${id}`, undefined, signal),
  });
}
