import { expect, it } from 'vitest';
import { keptFields, writtenFields } from './field-filter';

it('writes fields as lines and reads them again', () => {
  const fields = { mill: 'a=b', lid: 'two' };
  expect(writtenFields({ ...fields, empty: ' ' })).toBe('mill=a=b\nlid=two');
  expect(keptFields('mill=a=b\nlid=two')).toEqual(fields);
  expect(writtenFields({})).toBeUndefined();
  expect(keptFields(undefined)).toEqual({});
});
