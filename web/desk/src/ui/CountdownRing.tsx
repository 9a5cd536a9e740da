import { useNow } from '@/lib/clock';
import styles from './CountdownRing.module.css';

interface Props {
  endsAt: string;
  totalS: number;
  size?: number;
  label: string;
}

export function CountdownRing({ endsAt, totalS, size = 52, label }: Props) {
  const now = useNow(200);
  const leftS = Math.max(0, (Date.parse(endsAt) - now) / 1000);
  const share = Math.min(1, totalS > 0 ? leftS / totalS : 0);
  const radius = size / 2 - 4;
  const round = 2 * Math.PI * radius;
  const urgency = leftS <= 5 ? styles.urgent : undefined;
  return (
    <svg
      className={`${styles.ring} ${urgency ?? ''}`}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      role="timer"
      aria-label={label}
    >
      <circle className={styles.track} cx={size / 2} cy={size / 2} r={radius} />
      <circle
        className={styles.rest}
        cx={size / 2}
        cy={size / 2}
        r={radius}
        strokeDasharray={round}
        strokeDashoffset={round * (1 - share)}
        transform={`rotate(-90 ${size / 2} ${size / 2})`}
      />
      <text x="50%" y="50%" dy="0.35em" textAnchor="middle">
        {Math.ceil(leftS)}
      </text>
    </svg>
  );
}
