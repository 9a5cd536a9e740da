// The kinds of steps there are: their exits, what a new one begins with, and which channels can do them. The same as the
// server's (src/switchboard/flow), which has the last word when a flow is checked. Pure.
import type { FlowDefinition, FlowStep } from '@/lib/api-types';

export type Does = FlowStep['does'];
export type Kind = Does['kind'];
export type DoesOf<K extends Kind> = Extract<Does, { kind: K }>;

// As the palette shows them.
export const groups = {
  talk: ['say', 'menu', 'collect', 'language'],
  decide: ['branch', 'hours', 'split', 'set', 'tag', 'record'],
  ask: ['lookup', 'webhook'],
  leave: ['queue', 'callback', 'voicemail', 'transfer', 'end'],
} as const satisfies Record<string, readonly Kind[]>;
export type Group = keyof typeof groups;

export const kinds = Object.values(groups).flat();

export function groupOf(kind: Kind): Group {
  const found = (Object.keys(groups) as Group[]).find((group) =>
    (groups[group] as readonly Kind[]).includes(kind),
  );
  return found ?? 'talk';
}

// Steps whose text is said to the customer.
export const isSpoken = (does: Does): does is DoesOf<'say' | 'menu' | 'collect' | 'voicemail'> =>
  'text' in does;

export interface Exit {
  name: string;
  isRequired: boolean;
  // Named by the author, not by us.
  isOwn: boolean;
}

const fixed = (...names: string[]): Exit[] => names.map((name) => ({ name, isRequired: true, isOwn: false }));
const optional = (name: string): Exit => ({ name, isRequired: false, isOwn: false });
const own = (all: readonly { name: string }[]): Exit[] =>
  all.map(({ name }) => ({ name, isRequired: true, isOwn: true }));

export function exitsOf(does: Does): Exit[] {
  switch (does.kind) {
    case 'menu':
      return [...own(does.options), ...fixed('timeout'), optional('invalid')];
    case 'collect':
      return [...fixed('done', 'timeout'), optional('invalid')];
    case 'branch':
      return [...own(does.cases), ...fixed('else')];
    case 'split':
      return own(does.shares);
    case 'hours':
      return fixed('open', 'closed');
    case 'lookup':
      return fixed('found', 'unknown');
    case 'webhook':
      return fixed('ok', 'failed');
    case 'queue':
      return [
        ...fixed('refused'),
        ...(does.wait_max_s > 0 ? fixed('waited') : []),
        ...(Object.keys(does.treatment.offer).length > 0 ? fixed('offered') : []),
      ];
    case 'callback':
      return fixed('booked', 'failed');
    case 'voicemail':
      return fixed('recorded', 'nothing');
    case 'transfer':
      return does.number === '' ? fixed('failed') : [...fixed('failed'), optional('done')];
    case 'end':
      return [];
    default:
      return fixed('next');
  }
}

const starts: { [K in Kind]: () => Omit<DoesOf<K>, 'kind'> } = {
  say: () => ({ text: {}, prompt: '' }),
  menu: () => ({
    text: {},
    options: [
      { name: 'first', digit: '', label: {}, also: [] },
      { name: 'second', digit: '', label: {}, also: [] },
    ],
    again: {},
    tries: 3,
    timeout_s: 0,
  }),
  collect: () => ({
    text: {},
    attribute: '',
    input: 'digits',
    length_min: 1,
    length_max: 32,
    pattern: '',
    again: {},
    tries: 3,
    timeout_s: 0,
  }),
  set: () => ({ values: [{ attribute: '', value: '' }] }),
  branch: () => ({ cases: [{ name: 'yes', when: '' }] }),
  hours: () => ({ hours_id: '0' }),
  lookup: () => ({ by: 'channel', attribute: '', name_to: '' }),
  webhook: () => ({ url: 'https://', send: [], results: [], timeout_s: 5, retries: 1 }),
  language: () => ({}),
  queue: () => ({
    queue_id: '0',
    priority: '',
    circles: [],
    treatment: { music: '', says_position: true, says_wait: true, first_s: 15, every_s: 60, offer: {} },
    wait_max_s: 0,
  }),
  callback: () => ({ queue_id: '0', number: '' }),
  voicemail: () => ({ text: {}, queue_id: '0', length_max_s: 180 }),
  transfer: () => ({ number: '' }),
  split: () => ({
    shares: [
      { name: 'a', percent: 50 },
      { name: 'b', percent: 50 },
    ],
  }),
  tag: () => ({ tag: '' }),
  end: () => ({}),
  record: () => ({ is_on: true }),
};

// What a new step begins with; one that needs a queue gets the flow's fallback queue.
export function startOf(kind: Kind, fallbackQueue: string): Does {
  const does = { kind, ...starts[kind]() } as Does;
  return 'queue_id' in does ? { ...does, queue_id: fallbackQueue } : does;
}

export const channels = ['chat', 'voice', 'message', 'email', 'task'] as const;
export type ChannelName = FlowDefinition['channels'][number];

const canTalk: readonly ChannelName[] = ['voice', 'chat', 'message'];

export function canDo(channel: ChannelName, kind: Kind): boolean {
  if (kind === 'say' || kind === 'menu' || kind === 'collect') return canTalk.includes(channel);
  if (kind === 'callback' || kind === 'voicemail' || kind === 'record') return channel === 'voice';
  return true;
}

// Of a flow beside an agent: none that takes the customer elsewhere, or decides about the call.
const cannotAssist: readonly Kind[] = ['queue', 'callback', 'voicemail', 'transfer', 'record'];
export const assistChannels: readonly ChannelName[] = ['chat', 'voice', 'message'];

export type WhatFor = Pick<FlowDefinition, 'purpose' | 'channels'>;

export function fits({ purpose, channels: all }: WhatFor, kind: Kind): boolean {
  if (purpose === 'assist' && cannotAssist.includes(kind)) return false;
  return all.every((channel) => canDo(channel, kind));
}

// What an expression may name without declaring it.
export const facts = ['channel', 'language', 'customer_known', 'waited_s', 'position', 'wait_s', 'tries'];
