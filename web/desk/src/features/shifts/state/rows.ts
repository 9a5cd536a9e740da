// Which rows of a long list are drawn: those that are seen, and some around them. Pure.
export interface RowWindow {
  first: number;
  last: number; // inclusive; before `first` where there is nothing
}

const around = 6;
const unmeasured = 800; // px: before the first layout

export function rowWindow(count: number, rowHeight: number, scrolled: number, height: number): RowWindow {
  const seen = height > 0 ? height : unmeasured;
  return {
    first: Math.max(0, Math.floor(scrolled / rowHeight) - around),
    last: Math.min(count - 1, Math.ceil((scrolled + seen) / rowHeight) + around),
  };
}
