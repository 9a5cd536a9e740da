import { describe, expect, it } from 'vitest';
import { proofOf } from './proof';

const of = (results: Record<string, string>, warnings: string[] = []) =>
  proofOf({
    checks: Object.entries(results).map(([method, result]) => ({ method, result, about: '' })),
    warnings,
  });

describe('whom a mail is from', () => {
  it('is proven by DMARC, or by SPF and DKIM together', () => {
    expect(of({ dmarc: 'pass', spf: 'fail' })).toBe('proven');
    expect(of({ spf: 'pass', dkim: 'pass' })).toBe('proven');
    expect(of({ spf: 'pass' })).toBe('unknown');
    expect(of({})).toBe('unknown');
  });

  it('is doubtful when a check failed or the address pretends', () => {
    expect(of({ dmarc: 'fail', spf: 'pass', dkim: 'pass' })).toBe('doubtful');
    expect(of({ spf: 'fail' })).toBe('doubtful');
    expect(of({ dmarc: 'pass' }, ['homograph_sender'])).toBe('doubtful');
  });
});
