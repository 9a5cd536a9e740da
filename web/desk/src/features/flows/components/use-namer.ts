import { useMemo } from 'react';
import { useNames } from '@/lib/directory';
import { useResourceList } from '@/lib/resource';
import { useFlows } from '../api/get-flows';
import { hours } from '../api/hours';
import type { Namer } from '../state/summary';

export function useNamer(): Namer {
  const names = useNames();
  const { data: allHours } = useResourceList(hours);
  const { data: flows } = useFlows();
  return useMemo(() => {
    const find = (all: readonly { id: string; name: string }[] | undefined, id: string) =>
      all?.find((each) => each.id === id)?.name ?? `#${id}`;
    return {
      queue: (id) => names.of('queues', id),
      agent: (id) => names.of('users', id),
      hours: (id) => find(allHours, id),
      flow: (id) => find(flows, id),
    };
  }, [names, allHours, flows]);
}
