import { describe, expect, it } from 'vitest';
import { createZone } from './zone';

const shown = (zone: string, at: string) => new Date(createZone(zone).wall(at)).toISOString().slice(0, 16);

describe("the organisation's clock", () => {
  it('shows what hangs on its wall', () => {
    expect(shown('Asia/Shanghai', '2026-03-02T08:00:00Z')).toBe('2026-03-02T16:00');
    expect(shown('America/New_York', '2026-03-02T08:00:00Z')).toBe('2026-03-02T03:00');
  });

  it('jumps with summer time', () => {
    expect(shown('Europe/Berlin', '2026-03-29T00:45:00Z')).toBe('2026-03-29T01:45');
    expect(shown('Europe/Berlin', '2026-03-29T01:00:00Z')).toBe('2026-03-29T03:00');
  });

  it('finds the instant again, but for the hour that is there twice', () => {
    for (const name of ['Asia/Shanghai', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York'])
      for (let at = Date.UTC(2026, 2, 28); at < Date.UTC(2026, 2, 31); at += 900_000) {
        const zone = createZone(name);
        expect(new Date(zone.instant(zone.wall(at))).toISOString()).toBe(new Date(at).toISOString());
      }
  });
});
