// Whatever the network, the visitor and the browser do: every message arrives once, in order, in every tab.

import { describe, expect, test } from 'vitest';
import { World, type Tab } from './world';

const texts = (tab: Tab): string[] => tab.state.messages.map((m) => m.text);
const arrived = (world: World): string[] => (world.visitor?.messages ?? []).map((m) => m.text);

function storm(seed: number): { world: World; written: string[] } {
  const world = new World(seed);
  world.loss = 0.04 + world.chance() * 0.12;
  world.open();
  if (world.chance() < 0.5) world.open();
  const written: string[] = [];
  for (let i = 0; i < 60; i++) {
    const tab = world.tabs[Math.floor(world.chance() * world.tabs.length)]!;
    const what = world.chance();
    if (what < 0.4) {
      tab.do({ type: 'panel', is_open: true });
      written.push(`w${i}`);
      tab.write(`w${i}`);
    } else if (what < 0.55) world.agent(`a${i}`);
    else if (what < 0.65) tab.reload();
    else if (what < 0.75) tab.cut();
    else if (what < 0.8) world.isDown = true;
    else if (what < 0.9) world.isDown = false;
    else if (what < 0.92) world.chats.isFull = world.chance() < 0.5;
    else if (what < 0.95 && world.visitor) world.chats.change(world.visitor, { state: 'ended' });
    world.run(world.chance() * 4000);
  }
  world.loss = 0;
  world.isDown = world.chats.isFull = false;
  world.run(120_000);
  // The visitor sends what a conversation's end had stopped.
  for (let round = 0; round < 160; round++) {
    const tab = world.tabs[round % world.tabs.length]!;
    for (const entry of tab.state.outbox)
      if (entry.failure) tab.do({ type: 'retry', client_id: entry.client_id });
    world.run(10_000);
  }
  return { world, written };
}

describe('a stormy network', () => {
  test.each(Array.from({ length: Number(process.env.STORMS ?? 400) }, (_, i) => i + 1))(
    'loses and doubles nothing (seed %i)',
    (seed) => {
      const { world, written } = storm(seed);
      const there = arrived(world).filter((text) => text.startsWith('w'));
      expect([...there].sort(), `seed=${seed}`).toEqual([...written].sort());
      for (const tab of world.tabs) {
        expect(tab.state.outbox, `seed=${seed}`).toEqual([]);
        const conversation = world.visitor?.conversations.at(-1)?.id;
        const current =
          world.visitor?.messages.filter((m) => m.interaction_id === conversation).map((m) => m.text) ?? [];
        const shown = tab.state.messages.filter((m) => m.interaction_id === conversation).map((m) => m.text);
        if (tab.state.link === 'live') expect(shown, `seed=${seed}`).toEqual(current);
        expect(new Set(texts(tab)).size, `seed=${seed}`).toBe(texts(tab).length);
      }
      expect(world.local.length).toBeLessThanOrEqual(1);
    },
  );

  test('keeps the order in which one tab wrote', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const world = new World(seed);
      world.loss = 0.15;
      const tab = world.open();
      tab.do({ type: 'panel', is_open: true });
      const written = Array.from({ length: 12 }, (_, i) => `w${i}`);
      for (const text of written) {
        tab.write(text);
        if (world.chance() < 0.2) tab.reload();
        world.run(world.chance() * 900);
      }
      world.loss = 0;
      world.run(120_000);
      expect(arrived(world), `seed=${seed}`).toEqual(written);
    }
  });
});
