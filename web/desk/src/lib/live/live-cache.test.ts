import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { agent, changed, desk, interaction, message } from '@/test/samples';
import type { Board, Desk, Message } from '../contract';
import { keys } from '../keys';
import { LiveCache } from './live-cache';

let queries: QueryClient;
let cache: LiveCache;
const ids = () => queries.getQueryData<Desk>(keys.desk)?.interactions.map(({ id }) => id);
const words = () => queries.getQueryData<Message[]>(keys.messages('7'))?.map(({ id }) => id);

beforeEach(() => {
  queries = new QueryClient();
  cache = new LiveCache(queries, '1');
  queries.setQueryData(keys.desk, cache.freshest(desk(10)));
});

describe('the desk follows the feed', () => {
  it('gains what is offered to me and loses what has gone to somebody else', () => {
    const offer = {
      id: '3',
      agent_id: '1',
      expires_at: '',
      timeout_s: 20,
      is_consult: false,
      is_unasked: false,
    };
    cache.apply(changed(11, interaction('7', { state: 'offered', offer })));
    expect(ids()).toEqual(['7']);
    cache.apply(
      changed(12, interaction('7', { state: 'offered', agent_id: '2', offer: { ...offer, agent_id: '2' } })),
    );
    expect(ids()).toEqual([]);
  });

  it('keeps a conversation in which I only advise', () => {
    cache.apply(changed(11, interaction('7', { agent_id: '2', consulted_id: '1' })));
    expect(ids()).toEqual(['7']);
  });

  it('drops what is queued again and what is closed', () => {
    cache.apply(changed(11, interaction('7')));
    cache.apply(changed(11, interaction('8')));
    cache.apply(changed(12, interaction('7', { state: 'queued' })));
    cache.apply(changed(13, interaction('8', { state: 'closed' })));
    expect(ids()).toEqual([]);
  });

  it('lets the higher number win, whatever comes last', () => {
    cache.apply(changed(20, interaction('7', { priority: 2 })));
    cache.apply(changed(15, interaction('7', { state: 'closed' })));
    expect(queries.getQueryData<Desk>(keys.desk)?.interactions[0]?.priority).toBe(2);
  });

  it('changes nothing when everything is told twice', () => {
    const events = [
      changed(11, interaction('7')),
      changed(12, interaction('7', { unread: 1 }), 'message', message('100')),
      changed(13, interaction('7', { state: 'wrap_up' })),
    ];
    queries.setQueryData(keys.messages('7'), []);
    events.forEach((event) => cache.apply(event));
    const before = structuredClone(queries.getQueryData<Desk>(keys.desk));
    events.forEach((event) => cache.apply(event));
    expect(queries.getQueryData<Desk>(keys.desk)).toEqual(before);
    expect(words()).toEqual(['100']);
  });

  it('does not let an old answer of the server undo newer events', () => {
    cache.apply(changed(21, interaction('7', { priority: 9 })));
    cache.apply(changed(22, interaction('8', { state: 'closed' })));
    const fresh = cache.freshest(desk(20, [interaction('8')]));
    expect(fresh.interactions.map(({ id, priority }) => [id, priority])).toEqual([['7', 9]]);
  });

  it('does let a newer answer replace older events', () => {
    cache.apply(changed(15, interaction('7', { priority: 9 })));
    const fresh = cache.freshest(desk(20, [interaction('7', { priority: 1 })]));
    expect(fresh.interactions[0]?.priority).toBe(1);
    cache.apply(changed(16, interaction('7', { priority: 5 })));
    expect(queries.getQueryData<Desk>(keys.desk)?.interactions[0]?.priority).toBe(9);
  });

  it('takes the answer of a command only if no event came first', () => {
    const early = cache.ticket('7');
    cache.apply(changed(11, interaction('7', { unread: 4 })));
    cache.putAnswer(interaction('7', { unread: 0 }), early);
    expect(queries.getQueryData<Desk>(keys.desk)?.interactions[0]?.unread).toBe(4);
    cache.putAnswer(interaction('7', { unread: 1 }), cache.ticket('7'));
    expect(queries.getQueryData<Desk>(keys.desk)?.interactions[0]?.unread).toBe(1);
  });

  it('fetches the desk again when it has too little and the event does not follow', () => {
    vi.useFakeTimers();
    const refetch = vi.spyOn(queries, 'invalidateQueries');
    cache.apply({ type: 'agent', seq: 11, at: '', agent: agent({ interaction_ids: ['7'] }) });
    vi.advanceTimersByTime(1000);
    expect(refetch).toHaveBeenCalledWith({ queryKey: keys.desk });
    vi.useRealTimers();
  });

  it('fetches everything again after a reset and forgets the old numbers', () => {
    cache.apply(changed(900, interaction('7', { priority: 9 })));
    const refetch = vi.spyOn(queries, 'invalidateQueries');
    cache.apply({ type: 'hello', seq: 5, is_reset: true, server_time: '' });
    expect(refetch).toHaveBeenCalledWith({ queryKey: keys.desk });
    expect(refetch).toHaveBeenCalledWith({ queryKey: ['messages'] });
    expect(cache.freshest(desk(6, [interaction('7', { priority: 1 })])).interactions[0]?.priority).toBe(1);
  });
});

describe('messages', () => {
  beforeEach(() => void queries.setQueryData(keys.messages('7'), [message('100'), message('102')]));

  it('stand in order of their ids, however they come', () => {
    for (const id of ['101', '1000', '99', '101'])
      cache.apply(changed(11, interaction('7'), 'message', message(id)));
    expect(words()).toEqual(['99', '100', '101', '102', '1000']);
  });

  it('come through even when the state beside them is old', () => {
    cache.apply(changed(20, interaction('7')));
    cache.apply(changed(15, interaction('7', { state: 'closed' }), 'message', message('101')));
    expect(words()).toEqual(['100', '101', '102']);
    expect(ids()).toEqual(['7']);
  });

  it('are kept for an answer that is on its way, and only for that', async () => {
    cache.putMessage(message('201', { interaction_id: '8' }));
    expect(queries.getQueryData(keys.messages('8'))).toBeUndefined();
    let answer: (messages: Message[]) => void = () => undefined;
    const asked = queries.fetchQuery<Message[]>({
      queryKey: keys.messages('8'),
      queryFn: () => new Promise<Message[]>((resolve) => (answer = resolve)),
    });
    cache.putMessage(message('201', { interaction_id: '8' }));
    const kept = queries.getQueryData<Message[]>(keys.messages('8'));
    expect(kept?.map(({ id }) => id)).toEqual(['201']);
    answer([]);
    await asked;
  });

  it('are read up to the one the receipt names', () => {
    const mine = ['103', '104', '105'].map((id) => message(id, { author: 'agent' }));
    mine.forEach((each) => cache.putMessage(each));
    cache.apply({ type: 'receipt', interaction_id: '7', message_id: '104', read_at: 'now' });
    const list = queries.getQueryData<Message[]>(keys.messages('7')) ?? [];
    expect(list.map(({ read_at }) => read_at)).toEqual([undefined, undefined, 'now', 'now', undefined]);
    cache.putMessage(message('104', { author: 'agent' }));
    expect(queries.getQueryData<Message[]>(keys.messages('7'))?.[3]?.read_at).toBe('now');
  });
});

describe('the board', () => {
  it('takes changed rows and drops closed ones', () => {
    const board: Board = {
      seq: 1,
      at: '',
      queues: [],
      agents: [agent()],
      interactions: [interaction('7'), interaction('8')],
    };
    queries.setQueryData(keys.board, board);
    cache.apply({
      type: 'board',
      at: 'later',
      queues: [],
      agents: [agent({ presence: 'away' }), agent({ id: '2' })],
      interactions: [interaction('9')],
      closed_ids: ['7'],
    });
    const now = queries.getQueryData<Board>(keys.board);
    expect(now?.interactions.map(({ id }) => id)).toEqual(['8', '9']);
    expect(now?.agents.map(({ id, presence }) => [id, presence])).toEqual([
      ['1', 'away'],
      ['2', 'available'],
    ]);
  });
});
