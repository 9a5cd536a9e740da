import { keys } from '@/lib/keys';

export const flowKeys = {
  all: keys.admin('/flows'),
  one: (id: string) => [...keys.admin('/flows'), id],
  running: (id: string) => [...keys.admin('/flows'), id, 'running'],
  difference: (id: string, from: number, to: number) => [...keys.admin('/flows'), id, 'difference', from, to],
  entrances: keys.admin('/flow-entrances'),
};
