import { useMutation } from '@tanstack/react-query';
import { useHttp } from '@/lib/http-context';

// The one before stops working at once; shown once.
export function useMakePassword(phoneId: string) {
  const http = useHttp();
  return useMutation({
    mutationFn: () => http.post<{ password: string }>(`/phones/${phoneId}/password`),
  });
}
