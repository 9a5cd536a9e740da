import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutlookProposal, ProposalStep } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useZoneFormat } from '@/lib/zone';

export interface Sentence {
  title: (proposal: OutlookProposal) => string;
  step: (kind: OutlookProposal['kind'], step: ProposalStep) => string;
}

// What a proposal says, in the reader's language: the server gives kind, people and times.
export function useSentence(): Sentence {
  const { t } = useTranslation('intraday');
  const format = useFormat();
  const { time } = useZoneFormat();
  return useMemo(
    () => ({
      title: ({ kind, queue, steps, after_s }) =>
        t(`kind.${kind}`, {
          queue,
          count: steps.length,
          after: format.duration(after_s ?? 0),
        }),
      step: (kind, { agent, from, to, new_from, new_to }) =>
        t(`step.${kind}`, {
          agent,
          from: from && time(from),
          to: to && time(to),
          new_from: new_from && time(new_from),
          new_to: new_to && time(new_to),
        }),
    }),
    [t, format, time],
  );
}
