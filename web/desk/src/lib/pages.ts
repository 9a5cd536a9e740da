import type { Page } from './contract';
import type { Http, Query } from './http';

// Every item of a list, page by page; at most `most`, so that a runaway list cannot eat the tab.
export async function fetchAll<T>(
  http: Http,
  path: string,
  query: Query = {},
  signal?: AbortSignal,
  most = 5000,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await http.get<Page<T>>(path, { limit: 200, ...query, cursor }, signal);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== undefined && items.length < most);
  return items;
}
