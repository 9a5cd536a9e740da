import { describe, expect, it } from 'vitest';
import type { AssistFlow } from '@/lib/api-types';
import { asWords, entriesFor } from './assist-flows';

const card: AssistFlow = {
  id: '4',
  name: 'Card number',
  channels: ['voice', 'chat'],
  languages: ['zh', 'en'],
};

describe('flows beside an agent', () => {
  it('are offered for the channel they are made for, in each of their languages', () => {
    expect(entriesFor([card], 'email')).toEqual([]);
    expect(entriesFor(undefined, 'voice')).toEqual([]);
    expect(entriesFor([card], 'voice')[0]?.choices).toEqual([
      { key: '4/zh', flow_id: '4', language: 'zh' },
      { key: '4/en', flow_id: '4', language: 'en' },
    ]);
  });

  it('say what they ask for in words', () => {
    expect(asWords('card_number')).toBe('card number');
  });
});
