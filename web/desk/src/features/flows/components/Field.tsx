// A labelled field of the property panel, with what the server says is wrong with it.
import { Form } from 'antd';
import { createContext, useContext, useId } from 'react';
import type { ReactNode } from 'react';
import type { FlowProblem } from '@/lib/api-types';
import { useProblemWords } from './use-problem-words';

// Of the step, or of the flow, that the panel shows.
export const ProblemsContext = createContext<readonly FlowProblem[]>([]);

// Words for what is wrong with exactly this field; undefined: nothing.
export function useFieldProblem(at: string | undefined): string | undefined {
  const problems = useContext(ProblemsContext);
  const words = useProblemWords();
  const own = problems.filter(({ field }) => at !== undefined && field === at);
  return own.length > 0 ? own.map(({ what }) => words(what)).join(' ') : undefined;
}

interface Props {
  label: ReactNode;
  // As problems name the field: "treatment/first_s".
  at?: string;
  help?: ReactNode;
  children: (id: string) => ReactNode;
}

export function Field({ label, at, help, children }: Props) {
  const id = useId();
  const problem = useFieldProblem(at);
  return (
    <Form.Item
      label={label}
      htmlFor={id}
      validateStatus={problem ? 'error' : undefined}
      help={problem}
      extra={help}
    >
      {children(id)}
    </Form.Item>
  );
}

// One without a label of its own, inside a row; its aria-label says what it is.
export function Cell({ at, children }: { at: string; children: ReactNode }) {
  const problem = useFieldProblem(at);
  return (
    <Form.Item validateStatus={problem ? 'error' : undefined} help={problem} style={{ marginBottom: 0 }}>
      {children}
    </Form.Item>
  );
}
