// Of many rows of one height only those are made that can be seen. Pure.
export interface Slice {
  first: number;
  last: number; // exclusive
}

const beyond = 6;

export function sliceOf(count: number, rowHeight: number, top: number, height: number): Slice {
  const first = Math.max(0, Math.floor(top / rowHeight) - beyond);
  return {
    first: Math.min(first, count),
    last: Math.min(count, Math.ceil((top + height) / rowHeight) + beyond),
  };
}
