import { useTranslation } from 'react-i18next';
import type { FlowProblem } from '@/lib/api-types';
import styles from './Editor.module.css';
import { useProblemWords } from './use-problem-words';

interface Props {
  problems: readonly FlowProblem[];
  onShow: (problem: FlowProblem) => void;
}

export function ProblemList({ problems, onShow }: Props) {
  const { t } = useTranslation('flows');
  const words = useProblemWords();
  if (problems.length === 0) return <p>{t('no_problem_long')}</p>;
  return (
    <ul className={styles.problems}>
      {problems.map((problem, index) => (
        <li key={index}>
          <button type="button" onClick={() => onShow(problem)}>
            <strong>{problem.step || t('whole_flow')}</strong> <code>{problem.field}</code>
            <span>{words(problem.what)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
