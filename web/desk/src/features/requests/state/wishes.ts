// The lines that an agent wishes, the dearest first. Pure.
export const wished = (lines: number[], line: number) => (lines.includes(line) ? lines : [...lines, line]);

export const unwished = (lines: number[], line: number) => lines.filter((each) => each !== line);

// One place up (-1) or down (1); at the ends it stays.
export function moved(lines: number[], line: number, by: -1 | 1): number[] {
  const from = lines.indexOf(line);
  const to = from + by;
  if (from < 0 || to < 0 || to >= lines.length) return lines;
  const next = [...lines];
  next.splice(from, 1);
  next.splice(to, 0, line);
  return next;
}

export const isSame = (a: number[], b: number[]) =>
  a.length === b.length && a.every((line, i) => line === b[i]);
