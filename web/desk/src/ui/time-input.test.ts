import { describe, expect, it } from 'vitest';
import { timeOf } from './TimeInput';

describe('a time that is typed', () => {
  it('is read as people write it', () => {
    expect(['9', '930', '0930', '9:30', '24:00', '24', ' 7.15 '].map(timeOf)).toEqual([
      '09:00',
      '09:30',
      '09:30',
      '09:30',
      '24:00',
      '24:00',
      '07:15',
    ]);
  });

  it('stays as it is where it is none', () => {
    expect(['25:00', '9:75', 'noon', '24:30', ''].map(timeOf)).toEqual([
      '25:00',
      '9:75',
      'noon',
      '24:30',
      '',
    ]);
  });
});
