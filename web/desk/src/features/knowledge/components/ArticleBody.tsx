import styles from './Knowledge.module.css';

// The server made this HTML from Markdown and vouches for it; see platform/markdown.
export function ArticleBody({ html, language }: { html: string; language?: string }) {
  return <div className={styles.body} lang={language} dangerouslySetInnerHTML={{ __html: html }} />;
}
