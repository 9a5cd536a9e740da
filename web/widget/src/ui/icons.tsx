// Drawn here: no font and no picture is loaded.

import type { ComponentChildren } from 'preact';

function icon(children: ComponentChildren, size = 20) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const ChatIcon = ({ size = 26 }: { size?: number }) =>
  icon(
    <>
      <path d="M4.5 18.2V6.8A2.8 2.8 0 0 1 7.3 4h9.4a2.8 2.8 0 0 1 2.8 2.8v6.4a2.8 2.8 0 0 1-2.8 2.8H9.2l-3.4 3.1a.8.8 0 0 1-1.3-.9Z" />
      <path d="M8.7 8.8h6.6M8.7 12h4.2" />
    </>,
    size,
  );
export const DownIcon = ({ size = 20 }: { size?: number }) => icon(<path d="m6 9.5 6 6 6-6" />, size);
export const CloseIcon = ({ size = 20 }: { size?: number }) =>
  icon(<path d="m6.5 6.5 11 11m0-11-11 11" />, size);
export const MoreIcon = () =>
  icon(
    <>
      <circle cx="12" cy="5.5" r=".9" fill="currentColor" />
      <circle cx="12" cy="12" r=".9" fill="currentColor" />
      <circle cx="12" cy="18.5" r=".9" fill="currentColor" />
    </>,
  );
export const SendIcon = () => icon(<path d="M12 19.5v-15m-6.5 6.4L12 4.5l6.5 6.4" />);
export const ClipIcon = () =>
  icon(
    <path d="m20 11.2-8.3 8.2a5.2 5.2 0 0 1-7.4-7.3l8-8a3.5 3.5 0 0 1 5 4.9l-7.9 7.9a1.8 1.8 0 0 1-2.5-2.5l7.1-7" />,
  );
export const FileIcon = () =>
  icon(
    <>
      <path d="M13.5 3.5H7.3A1.8 1.8 0 0 0 5.5 5.3v13.4a1.8 1.8 0 0 0 1.8 1.8h9.4a1.8 1.8 0 0 0 1.8-1.8V8.5Z" />
      <path d="M13.5 3.5v5h5" />
    </>,
  );
export const SoundIcon = () =>
  icon(
    <>
      <path d="M11 5.5 7 9H4v6h3l4 3.5Z" />
      <path d="M15 9.2a4 4 0 0 1 0 5.6m2.6-8.3a8 8 0 0 1 0 11" />
    </>,
    18,
  );
export const EndIcon = () =>
  icon(
    <>
      <circle cx="12" cy="12" r="8.2" />
      <path d="m9 9 6 6m0-6-6 6" />
    </>,
    18,
  );
export const ClockIcon = () =>
  icon(
    <>
      <circle cx="12" cy="12" r="8.2" />
      <path d="M12 7.5V12l3 2" />
    </>,
    26,
  );
export const LockIcon = () =>
  icon(
    <>
      <rect x="5.5" y="10.5" width="13" height="9.5" rx="2" />
      <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />
    </>,
    26,
  );
export const WarnIcon = ({ size = 16 }: { size?: number }) =>
  icon(
    <>
      <circle cx="12" cy="12" r="8.6" />
      <path d="M12 7.8v4.9m0 3.3v.1" />
    </>,
    size,
  );
export const TickIcon = () => icon(<path d="m5 12.5 4.6 4.5L19 7.5" />, 14);
export const TicksIcon = () => icon(<path d="m2 12.5 4.4 4.4L15 8m-3.4 7.6 1.3 1.3L21.6 8" />, 14);
