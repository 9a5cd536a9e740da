// What changed between two values, field by field, by paths such as rules.steps.0.lasts_s.
export interface Difference {
  path: string;
  before?: string;
  after?: string;
}

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0 && path) into.set(path, Array.isArray(value) ? '[]' : '{}');
    entries.forEach(([key, each]) => flatten(each, path ? `${path}.${key}` : key, into));
    return;
  }
  if (value !== undefined && value !== null) into.set(path, String(value));
}

export function differences(before: unknown, after: unknown): Difference[] {
  const [old, now] = [new Map<string, string>(), new Map<string, string>()];
  flatten(before, '', old);
  flatten(after, '', now);
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }));
}
