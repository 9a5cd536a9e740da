import { describe, expect, it } from 'vitest';
import { textOfLines } from './table-text';

describe('the rows of a file', () => {
  it('become the text of the field, with dates, times and lines as they are in the file', () => {
    const items = [
      { line: 1, fields: ['requirement', 'day', 'time', 'agents'] },
      { line: 3, fields: ['Phone,\tEnglish', '2026-03-23T00:00:00', '09:30:00', '12'] },
    ];
    expect(textOfLines({ items })).toBe(
      'requirement\tday\ttime\tagents\n\nPhone, English\t2026-03-23\t09:30\t12',
    );
  });
});
