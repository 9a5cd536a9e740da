import { describe, expect, it } from 'vitest';
import { fieldPath } from '@/ui/use-field-errors';
import { differences } from './diff';
import { blankQueue, fieldsOfQueue } from './queue-form';

describe('what an administrator saves', () => {
  it('leaves out the targets of branches that do not overflow, and choices not made', () => {
    const rules = {
      ...blankQueue.rules,
      when_full: { action: 'refuse' as const, overflow_to: '9' },
      when_closed: { action: 'overflow' as const, overflow_to: '9' },
      steps: [{ agent_id: undefined, team_id: '3', skills: [], lasts_s: 5 }],
    };
    const fields = fieldsOfQueue({ ...blankQueue, rules, hours_id: undefined }) as { rules: typeof rules };
    expect(fields).not.toHaveProperty('hours_id');
    expect(fields.rules.when_full).toEqual({ action: 'refuse' });
    expect(fields.rules.when_closed).toEqual({ action: 'overflow', overflow_to: '9' });
    expect(fields.rules.steps).toEqual([{ team_id: '3', skills: [], lasts_s: 5 }]);
  });

  it('finds the field that an issue names, however it is written', () => {
    expect(fieldPath('/rules/steps/0/lasts_s')).toEqual(['rules', 'steps', 0, 'lasts_s']);
    expect(fieldPath('rules.steps[0].lasts_s')).toEqual(['rules', 'steps', 0, 'lasts_s']);
  });
});

describe('the audit log', () => {
  it('shows only what differs, field by field', () => {
    const before = { name: 'a', rules: { weight: 100, steps: [{ lasts_s: 5 }] }, gone: true };
    const after = { name: 'a', rules: { weight: 200, steps: [{ lasts_s: 5 }, { lasts_s: 0 }] } };
    expect(differences(before, after)).toEqual([
      { path: 'gone', before: 'true', after: undefined },
      { path: 'rules.steps.1.lasts_s', before: undefined, after: '0' },
      { path: 'rules.weight', before: '100', after: '200' },
    ]);
  });

  it('shows all of what was made or deleted', () => {
    expect(differences(undefined, { name: 'x' })).toEqual([{ path: 'name', before: undefined, after: 'x' }]);
    expect(differences({ tags: [] }, null)).toEqual([{ path: 'tags', before: '[]', after: undefined }]);
  });
});
