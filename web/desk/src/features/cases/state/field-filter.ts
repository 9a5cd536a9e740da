// Custom fields that a list is filtered by, as the server reads them: KEY=VALUE, one a line. Pure.

export function keptFields(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '')
    .split('\n')
    .map((line) => line.split(/=(.*)/s))
    .filter(([key]) => !!key)
    .map(([key = '', value = '']) => [key, value] as const);
  return Object.fromEntries(pairs);
}

export function writtenFields(fields: Record<string, string>): string | undefined {
  const lines = Object.entries(fields)
    .filter(([, value]) => value.trim() !== '')
    .map(([key, value]) => `${key}=${value}`);
  return lines.length > 0 ? lines.join('\n') : undefined;
}
