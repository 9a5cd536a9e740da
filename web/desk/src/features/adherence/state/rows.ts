// Which agents are shown, and in what order: whoever is out the longest first. Pure.
import type { AgentAdherence } from '@/lib/contract';
import { secondsBetween } from '@/lib/format';

export interface Wish {
  team: string; // '': all
  onlyOut: boolean;
  name: string;
}

export const missedOf = ({ figures }: AgentAdherence): number => figures.scheduled_s - figures.adherent_s;

export const isOut = ({ now, deviations }: AgentAdherence): boolean =>
  now ? now.is_out : deviations.length > 0;

const outSince = ({ now }: AgentAdherence): number =>
  now?.is_out && now.out_since ? Date.parse(now.out_since) : Infinity;

export function rowsOf(items: AgentAdherence[], { team, onlyOut, name }: Wish): AgentAdherence[] {
  const wanted = name.trim().toLocaleLowerCase();
  return items
    .filter(
      (each) =>
        (team === '' || each.team_ids.includes(team)) &&
        (!onlyOut || isOut(each)) &&
        (wanted === '' || each.name.toLocaleLowerCase().includes(wanted)),
    )
    .sort(
      (a, b) =>
        compare(outSince(a), outSince(b)) || missedOf(b) - missedOf(a) || a.name.localeCompare(b.name),
    );
}

// Infinity is as far as itself.
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

export interface Standing {
  out: number;
  here: number; // at work, as they should be or not
  due: number; // scheduled to work now
}

export function standingOf(items: AgentAdherence[]): Standing {
  const count = (is: (each: AgentAdherence) => boolean) => items.filter(is).length;
  return {
    out: count(({ now }) => now?.is_out ?? false),
    here: count(({ now }) => now?.seen.presence === 'available'),
    due: count(({ now }) => now?.scheduled?.duty === 'work'),
  };
}

export const outSeconds = ({ now }: AgentAdherence, at: number): number =>
  now?.is_out && now.out_since ? Math.max(0, secondsBetween(now.out_since, at)) : 0;
