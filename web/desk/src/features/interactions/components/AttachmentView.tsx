import { FileOutlined } from '@ant-design/icons';
import { Image } from 'antd';
import type { Attachment } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import styles from './Message.module.css';

export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const format = useFormat();
  if (attachment.is_image) {
    return (
      <Image
        className={styles.image}
        src={attachment.url}
        alt={attachment.name}
        height={140}
        loading="lazy"
      />
    );
  }
  return (
    <a
      className={styles.file}
      href={attachment.url}
      download={attachment.name}
      target="_blank"
      rel="noreferrer"
    >
      <FileOutlined />
      <span className="ellipsis">{attachment.name}</span>
      <small>{format.bytes(attachment.bytes)}</small>
    </a>
  );
}
