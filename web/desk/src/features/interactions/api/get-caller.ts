import { useQuery } from '@tanstack/react-query';
import type { Customer } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// The number a customer calls from, as far as it is known.
export function useCallerNumber(customerId: string): string | undefined {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: keys.customer(customerId),
    queryFn: ({ signal }) => http.get<Customer>(`/customers/${customerId}`, undefined, signal),
  });
  return data?.phone;
}
