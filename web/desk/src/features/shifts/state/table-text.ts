// Rows of a file as the text of the field for requirements: cells apart by tabs, dates and times as they are
// typed. Pure.
import type { TableLines } from '@/lib/contract';

// Workbooks keep dates with a time, and times with seconds.
const cellText = (cell: string) =>
  cell
    .replace(/[\t\r\n]+/g, ' ')
    .trim()
    .replace(/^(\d{4}-\d\d-\d\d)T00:00:00$/, '$1')
    .replace(/^(\d\d:\d\d):00$/, '$1');

// Lines keep their numbers, so that a fault is where the file has it.
export function textOfLines({ items }: TableLines): string {
  const rows: string[] = [];
  for (const { line, fields } of items) {
    while (rows.length < line - 1) rows.push('');
    rows.push(fields.map(cellText).join('\t'));
  }
  return rows.join('\n');
}
