// Undo and redo over whole definitions. They share what did not change, so a hundred of them cost little. Pure.

export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  // Changes in a row with the same name are one for undo: typing into one field.
  name: string;
}

const pastMax = 200;

export function historyOf<T>(present: T): History<T> {
  return { past: [], present, future: [], name: '' };
}

// An empty name never joins the one before.
export function changed<T>(history: History<T>, next: T, name = ''): History<T> {
  if (next === history.present) return history;
  const isJoined = name !== '' && name === history.name && history.past.length > 0;
  const past = isJoined ? history.past : [...history.past, history.present].slice(-pastMax);
  return { past, present: next, future: [], name };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    name: '',
  };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, name: '' };
}
