import {
  BoldOutlined,
  ItalicOutlined,
  LinkOutlined,
  OrderedListOutlined,
  PictureOutlined,
  StrikethroughOutlined,
  UnderlineOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { Button, Input, Popover, Space, Tooltip } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Email.module.css';

interface Props {
  editor: Editor;
  onImage: (file: File) => void;
}

export function EditorTools({ editor, onImage }: Props) {
  const { t } = useTranslation('email');
  const picker = useRef<HTMLInputElement>(null);
  const is = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      strike: now.isActive('strike'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
    }),
  });
  const run = () => editor.chain().focus();
  const tools = [
    { name: 'bold', icon: <BoldOutlined />, on: is.bold, act: () => run().toggleBold().run() },
    { name: 'italic', icon: <ItalicOutlined />, on: is.italic, act: () => run().toggleItalic().run() },
    {
      name: 'underline',
      icon: <UnderlineOutlined />,
      on: is.underline,
      act: () => run().toggleUnderline().run(),
    },
    { name: 'strike', icon: <StrikethroughOutlined />, on: is.strike, act: () => run().toggleStrike().run() },
    {
      name: 'bullets',
      icon: <UnorderedListOutlined />,
      on: is.bullets,
      act: () => run().toggleBulletList().run(),
    },
    {
      name: 'numbers',
      icon: <OrderedListOutlined />,
      on: is.numbers,
      act: () => run().toggleOrderedList().run(),
    },
  ];
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('format')}>
      {tools.map(({ name, icon, on, act }) => (
        <Tooltip key={name} title={t(`tool.${name}`)} mouseEnterDelay={0.4}>
          <Button
            type={on ? 'default' : 'text'}
            size="small"
            icon={icon}
            aria-label={t(`tool.${name}`)}
            aria-pressed={on}
            onMouseDown={(event) => event.preventDefault()}
            onClick={act}
          />
        </Tooltip>
      ))}
      <LinkTool editor={editor} />
      <Tooltip title={t('tool.image')} mouseEnterDelay={0.4}>
        <Button
          type="text"
          size="small"
          icon={<PictureOutlined />}
          aria-label={t('tool.image')}
          onClick={() => picker.current?.click()}
        />
      </Tooltip>
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        hidden
        aria-label={t('tool.image')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onImage(file);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function LinkTool({ editor }: { editor: Editor }) {
  const { t } = useTranslation('email');
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const open = (next: boolean) => {
    if (next) setAddress((editor.getAttributes('link').href as string | undefined) ?? '');
    setOpen(next);
  };
  const put = () => {
    const href =
      address.trim() === '' || /^(https?:|mailto:|tel:)/.test(address)
        ? address.trim()
        : `https://${address.trim()}`;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (href === '') chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive('link'))
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    setOpen(false);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={open}
      trigger="click"
      content={
        <Space.Compact>
          <Input
            autoFocus
            size="small"
            value={address}
            placeholder="https://"
            aria-label={t('tool.link')}
            onChange={({ target }) => setAddress(target.value)}
            onPressEnter={put}
          />
          <Button size="small" type="primary" onClick={put}>
            {t('put_link')}
          </Button>
        </Space.Compact>
      }
    >
      <Button
        type="text"
        size="small"
        icon={<LinkOutlined />}
        aria-label={t('tool.link')}
        title={t('tool.link')}
      />
    </Popover>
  );
}
