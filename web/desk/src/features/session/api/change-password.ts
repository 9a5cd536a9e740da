import { useMutation } from '@tanstack/react-query';
import { useHttp } from '@/lib/http-context';

export interface PasswordChange {
  old_password: string;
  new_password: string;
}

export function useChangePassword() {
  const http = useHttp();
  return useMutation({
    mutationFn: (change: PasswordChange) => http.post<void>('/session/password', change),
  });
}
