import { useEffect, useRef, useState } from 'react';
import type { FlowChecked, FlowDefinition } from '@/lib/api-types';
import { asProblem } from '@/lib/http';
import { useHttp } from '@/lib/http-context';

const pauseMs = 250;

export interface Check {
  result: FlowChecked | undefined;
  // The result is of an older draft: the server is being asked.
  isStale: boolean;
}

// Asks the server about the draft whenever its author pauses. What does not even have the shape of a flow comes back as
// problems, too.
export function useCheck(draft: FlowDefinition): Check {
  const http = useHttp();
  const [answer, setAnswer] = useState<{ of: FlowDefinition; result: FlowChecked }>();
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    const timer = setTimeout(() => {
      http.post<FlowChecked>('/flow-check', { draft }).then(
        (result) => latest.current === draft && setAnswer({ of: draft, result }),
        (error: unknown) => {
          const { issues, status, message } = asProblem(error);
          if (status < 400 || status >= 500 || latest.current !== draft) return;
          const problems = issues.map(({ where, what }) => shaped(draft, where, what));
          const whole = { step: '', field: '', what: message };
          setAnswer({ of: draft, result: { problems: problems.length > 0 ? problems : [whole], tests: [] } });
        },
      );
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [draft, http]);
  return { result: answer?.result, isStale: answer?.of !== draft };
}

// "/draft/steps/3/does/timeout_s" is the field timeout_s of the fourth step.
function shaped(draft: FlowDefinition, where: string, what: string) {
  const match = /^\/draft\/steps\/(\d+)\/(?:does\/)?(.*)$/.exec(where);
  const step = match ? draft.steps[Number(match[1])]?.id : undefined;
  return { step: step ?? '', field: step ? (match?.[2] ?? '') : where.replace(/^\/draft\//, ''), what };
}
