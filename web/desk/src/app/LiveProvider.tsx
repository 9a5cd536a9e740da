// Owns the live feed while somebody is signed in: first what is true now, then everything after it.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useClock } from '@/lib/clock';
import type { Desk } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { Feed } from '@/lib/live/feed';
import type { FeedState } from '@/lib/live/feed';
import { LiveCache } from '@/lib/live/live-cache';
import { LiveContext } from '@/lib/live/live-context';
import { SignalStore } from '@/lib/live/signals';
import { useMay, useSession } from '@/lib/session';

function feedUrl(after: number | undefined): string {
  const origin = window.location.origin.replace(/^http/, 'ws');
  return `${origin}/api/v1/feed${after === undefined ? '' : `?after=${after}`}`;
}

interface Connection {
  state: FeedState;
  retryAt?: number;
}

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const clock = useClock();
  const http = useHttp();
  const me = useSession().user.id;
  const hasDesk = useMay('take_interactions');
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const [parts] = useState(() => {
    const cache = new LiveCache(queries, me);
    const signals = new SignalStore();
    const feed = new Feed({
      url: feedUrl,
      onState: (state, retryAt) => {
        setConnection({ state, retryAt });
        // A refused socket does not say why; the session does.
        if (state === 'waiting') void queries.invalidateQueries({ queryKey: keys.session });
      },
      onEvent: (event) => {
        if (event.type === 'hello') {
          clock.learn(event.server_time);
          // Board rows carry no number and cannot be resumed.
          void queries.invalidateQueries({ queryKey: keys.board });
        }
        cache.apply(event);
        signals.apply(event);
      },
    });
    return { cache, signals, feed };
  });

  useEffect(() => {
    let isOver = false;
    const { feed, cache } = parts;
    const start = async () => {
      const desk = hasDesk ? await http.get<Desk>('/desk').catch(() => undefined) : undefined;
      if (isOver) return;
      if (desk) queries.setQueryData(keys.desk, cache.freshest(desk));
      feed.start(desk?.seq);
    };
    void start();
    const check = () => {
      if (document.visibilityState === 'visible') feed.check();
    };
    window.addEventListener('online', check);
    window.addEventListener('offline', check);
    document.addEventListener('visibilitychange', check);
    return () => {
      isOver = true;
      window.removeEventListener('online', check);
      window.removeEventListener('offline', check);
      document.removeEventListener('visibilitychange', check);
      feed.stop();
    };
  }, [parts, hasDesk, http, queries]);

  const live = useMemo(() => ({ ...parts, ...connection }), [parts, connection]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
