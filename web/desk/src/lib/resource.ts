// What administrators keep is always reached by the same five requests; a resource names where and of what shape.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useHttp } from './http-context';
import { keys } from './keys';
import { fetchAll } from './pages';

export interface Resource<Item extends { id: string }> {
  path: string;
  // Only to carry the type.
  item?: Item;
}

export function resource<Item extends { id: string }>(path: string): Resource<Item> {
  return { path };
}

export function useResourceList<Item extends { id: string }>({ path }: Resource<Item>) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin(path),
    queryFn: ({ signal }) => fetchAll<Item>(http, path, {}, signal, 20_000),
  });
}

function useRefresh(path: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keys.admin(path) }),
      queries.invalidateQueries({ queryKey: keys.directory }),
      queries.invalidateQueries({ queryKey: keys.cannedReplies }),
    ]);
}

// Without an id it is a new one. The answer is the item as the server keeps it, and what it shows only once.
export function useResourceSave<Item extends { id: string }>({ path }: Resource<Item>) {
  const http = useHttp();
  const refresh = useRefresh(path);
  return useMutation({
    mutationFn: ({ id, fields }: { id: string | undefined; fields: object }) =>
      id === undefined ? http.post<Item>(path, fields) : http.put<Item>(`${path}/${id}`, fields),
    onSuccess: refresh,
  });
}

export function useResourceRemove<Item extends { id: string }>({ path }: Resource<Item>) {
  const http = useHttp();
  const refresh = useRefresh(path);
  return useMutation({
    mutationFn: (id: string) => http.remove<void>(`${path}/${id}`),
    onSuccess: refresh,
  });
}
