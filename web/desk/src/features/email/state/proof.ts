import type { MailView } from '@/lib/contract';

export type Proof = 'proven' | 'doubtful' | 'unknown';

// DMARC says it about the address that people see; SPF and DKIM alone speak of others.
export function proofOf({ checks, warnings }: Pick<MailView, 'checks' | 'warnings'>): Proof {
  const resultOf = (method: string) => checks.find((check) => check.method === method)?.result;
  if (warnings.some((warning) => /homograph|another_address|other_address|forged/.test(warning)))
    return 'doubtful';
  if (resultOf('dmarc') === 'fail') return 'doubtful';
  if (resultOf('dmarc') === 'pass') return 'proven';
  const [spf, dkim] = [resultOf('spf'), resultOf('dkim')];
  if (spf === 'fail' || dkim === 'fail') return 'doubtful';
  return spf === 'pass' && dkim === 'pass' ? 'proven' : 'unknown';
}
