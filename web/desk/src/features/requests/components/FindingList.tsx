import type { Finding } from '@/lib/contract';
import styles from './Requests.module.css';
import { useWords } from './use-words';

export function FindingList({ findings }: { findings: Finding[] }) {
  const words = useWords();
  const said = [...new Set(findings.map(words.finding))];
  return (
    <ul className={styles.findings}>
      {said.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}
