// Says again and again that this desk has the case open, and who else does.
import { useEffect, useState } from 'react';
import type { CaseViewer } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { useLive } from '@/lib/live/live-context';

const sayEveryMs = 10_000;

export function useViewers(id: string, isEditing: boolean, isOn: boolean): CaseViewer[] {
  const http = useHttp();
  const { feed } = useLive();
  const [others, setOthers] = useState<CaseViewer[]>([]);
  useEffect(() => {
    if (!isOn) return undefined;
    let isGone = false;
    const say = (isHere: boolean) =>
      http
        .put<{ items: CaseViewer[] }>(`/cases/${id}/viewer`, { is_here: isHere, is_editing: isEditing })
        .then(({ items }) => {
          if (!isGone) setOthers(items);
        })
        .catch(() => undefined);
    void say(true);
    const timer = setInterval(() => void say(true), sayEveryMs);
    const stop = feed.listen((event) => {
      if (event.type === 'case' && event.what === 'viewers' && event.case_id === id) void say(true);
    });
    return () => {
      isGone = true;
      clearInterval(timer);
      stop();
      void say(false);
    };
  }, [http, feed, id, isEditing, isOn]);
  return others;
}
