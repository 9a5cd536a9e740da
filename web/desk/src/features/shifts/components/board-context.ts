import { createContext, useContext } from 'react';
import type {
  EditOutcome,
  PlannedAgent,
  ScheduleProblem,
  Shift,
  ShiftEdit,
  ShiftPlan,
  ShiftTemplate,
  StaffCoverage,
} from '@/lib/contract';
import type { Book, Broken } from '../state/book';
import type { ScheduleDays } from '../state/days';
import type { Place } from '../state/moves';

export interface AgentRow {
  id: string;
  name: string;
  agent: PlannedAgent;
}

// A shift in somebody's hand, and what the server says of where it is held.
export interface Held {
  shift: Shift | null; // null: a new one
  edits: ShiftEdit[];
  pointer: { x: number; y: number } | null; // null: held with the keyboard
}

export interface Hand {
  held: Held | null;
  answer: EditOutcome | null; // of `held.edits`
  fault: string | null;
  isSettling: boolean; // put down, not yet kept
  hold: (held: Held) => void;
  release: () => void;
  // Puts down what is held, or makes the edits given. False: it was refused, or taken back.
  commit: (edits: ShiftEdit[]) => Promise<boolean>;
}

// What a dialog is about: a place, the shift there, or where a new one was wished.
export interface Opened {
  place: Place;
  wish?: number;
}

export interface BoardValue {
  plan: ShiftPlan;
  problem: ScheduleProblem;
  days: ScheduleDays;
  gridMs: number;
  book: Book;
  broken: Broken;
  coverage: StaffCoverage[]; // as it is: of the day that is shown, or of all
  hand: Hand;
  open: (opened: Opened) => void;
  nameOf: (agentId: string) => string;
  colorOf: (template: string) => string;
  templateOf: (name: string) => ShiftTemplate | undefined;
}

export const BoardContext = createContext<BoardValue | null>(null);

export function useBoard(): BoardValue {
  const board = useContext(BoardContext);
  if (!board) throw new Error('there is no board');
  return board;
}
