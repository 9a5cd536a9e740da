export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0f6b66" />
      <path
        d="M9 8h9a5.5 5.5 0 0 1 1.6 10.8L24 24h-4.4l-4-4.8H13V24H9V8Zm4 3.6v4h4.6a2 2 0 0 0 0-4H13Z"
        fill="#fff"
      />
    </svg>
  );
}
