import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Customer, CustomerChange } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useChangeCustomer(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: CustomerChange) => http.patch<Customer>(`/customers/${id}`, change),
    onSuccess: (customer) => queries.setQueryData(keys.customer(id), customer),
  });
}
