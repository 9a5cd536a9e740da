import { Spin } from 'antd';
import styles from './placeholder.module.css';

export function Loading() {
  return (
    <div className={styles.centre} aria-busy="true">
      <Spin delay={200} />
    </div>
  );
}
