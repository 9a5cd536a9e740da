import { describe, expect, it } from 'vitest';
import english from '../i18n/en.json';
import { exitsOf, groups, kinds, startOf } from './kinds';
import { problemKeys } from './problem-text';

// Keys that the code puts together have their texts, too; that both languages have the same keys is checked elsewhere.
describe('the texts of flows', () => {
  it('name every kind of step, what it does, its exits, and every problem', () => {
    for (const kind of kinds) {
      expect([kind, kind in english.kinds, kind in english.does]).toEqual([kind, true, true]);
      for (const exit of exitsOf(startOf(kind, '7')))
        if (!exit.isOwn) expect([exit.name, exit.name in english.exits]).toEqual([exit.name, true]);
    }
    for (const group of Object.keys(groups)) expect([group, group in english.groups]).toEqual([group, true]);
    for (const key of problemKeys) expect([key, key in english.what]).toEqual([key, true]);
  });
});
