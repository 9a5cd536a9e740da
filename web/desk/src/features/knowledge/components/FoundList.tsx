import type { FoundArticle } from '@/lib/api-types';
import { Pieces } from './Pieces';
import styles from './Knowledge.module.css';

interface Props {
  articles: FoundArticle[];
  onOpen: (article: FoundArticle) => void;
}

// What was found, to be read.
export function FoundList({ articles, onOpen }: Props) {
  return (
    <ul className={styles.found}>
      {articles.map((article) => (
        <li key={article.article_id}>
          <button type="button" onClick={() => onOpen(article)} lang={article.language}>
            <strong>
              <Pieces pieces={article.title} />
            </strong>
            <span className="quiet">
              <Pieces pieces={article.snippet} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
