import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '@/lib/directory';
import { useResourceList } from '@/lib/resource';
import { useFlows } from '../api/get-flows';
import { hours } from '../api/hours';
import type { Namer } from '../state/summary';

export function useNamer(): Namer {
  const { t } = useTranslation('flows');
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
      recorded: (isOn) => t(isOn ? 'record_on' : 'record_off'),
    };
  }, [t, names, allHours, flows]);
}
