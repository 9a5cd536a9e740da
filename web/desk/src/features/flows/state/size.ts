// How large a step is drawn; Flows.module.css draws it so. Known beforehand, so that a large flow is laid out and shown
// without measuring it first. Pure.
import { exitsOf } from './kinds';
import type { Does } from './kinds';

export const stepWidthPx = 232;
const headPx = 34;
const linePx = 40; // the two lines of what it says
const exitPx = 24;
const footPx = 6;

export function sizeOf(does: Does): { width: number; height: number } {
  const exits = exitsOf(does).length;
  return { width: stepWidthPx, height: headPx + linePx + exits * exitPx + (exits > 0 ? footPx : 0) };
}
