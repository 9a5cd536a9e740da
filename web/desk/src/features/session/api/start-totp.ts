import { useMutation } from '@tanstack/react-query';
import type { TotpSecret } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';

export function useStartTotp() {
  const http = useHttp();
  return useMutation({ mutationFn: () => http.post<TotpSecret>('/session/totp') });
}
