import { useCallback, useEffect, useRef, useState } from 'react';
import { mailDocument } from '../state/mail-html';
import styles from './Email.module.css';

interface Props {
  title: string;
  html: string;
  showsQuotes: boolean;
}

// A stranger's HTML in a frame of its own: no scripts, no forms, links open elsewhere. As high as what is in it.
export function MailFrame({ title, html, showsQuotes }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(80);
  const watcher = useRef<ResizeObserver>(undefined);
  const measure = useCallback(() => {
    const body = frame.current?.contentDocument?.body;
    if (!body) return;
    setHeight(Math.max(40, Math.ceil(body.getBoundingClientRect().height)));
  }, []);
  const onLoad = () => {
    measure();
    watcher.current?.disconnect();
    const body = frame.current?.contentDocument?.body;
    if (!body) return;
    watcher.current = new ResizeObserver(measure);
    watcher.current.observe(body);
  };
  useEffect(() => () => watcher.current?.disconnect(), []);
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={mailDocument(html, showsQuotes)}
      style={{ height }}
      onLoad={onLoad}
    />
  );
}
