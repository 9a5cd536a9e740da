import { describe, expect, it } from 'vitest';
import { isAddress, readAddress, writeAddress } from './addresses';

describe('addresses', () => {
  it('are read with and without a name, and written back', () => {
    expect(readAddress('Ada Lee <ada@example.com>')).toEqual({ name: 'Ada Lee', address: 'ada@example.com' });
    expect(readAddress('"Lee, Ada" <ada@example.com>').name).toBe('Lee, Ada');
    expect(readAddress(' ada@example.com ')).toEqual({ name: '', address: 'ada@example.com' });
    expect(writeAddress({ name: 'Ada', address: 'a@b.example' })).toBe('Ada <a@b.example>');
    expect(writeAddress({ name: '', address: 'a@b.example' })).toBe('a@b.example');
  });

  it('are recognised while they are typed', () => {
    expect(isAddress('陈 <chen@example.com>')).toBe(true);
    expect(isAddress('chen@example')).toBe(false);
    expect(isAddress('a b@example.com')).toBe(false);
  });
});
