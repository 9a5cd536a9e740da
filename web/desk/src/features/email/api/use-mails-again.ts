import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/lib/keys';

export function useMailsAgain() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: keys.allMails });
}
