// The page's pictures, drawn in place.

const steam = `<g fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="5" stroke-linecap="round">
  <path d="M0 0c-14-16 12-26 0-44"/><path d="M24 4c-14-16 12-28 0-48"/></g>`;

const grinder = `
  <path d="M30 24h40" stroke="#2d2a26" stroke-width="5" stroke-linecap="round"/>
  <circle cx="26" cy="22" r="8" fill="#8a5a34"/>
  <path d="M66 24v16" stroke="#2d2a26" stroke-width="6"/>
  <path d="M46 40h40l6 14H40Z" fill="#2d2a26"/>
  <rect x="42" y="54" width="48" height="62" rx="5" fill="#b9824f"/>
  <path d="M52 54v62m14-62v62m14-62v62" stroke="#9b6a3d" stroke-width="2"/>
  <rect x="39" y="84" width="54" height="9" rx="4" fill="#2d2a26"/>
  <rect x="45" y="116" width="42" height="44" rx="7" fill="#3a3733"/>
  <path d="M52 124v28" stroke="#6b665f" stroke-width="3" stroke-linecap="round"/>`;

const kettle = `
  <path d="M106 70c40-10 34 62 2 56" fill="none" stroke="#8a5a34" stroke-width="10" stroke-linecap="round"/>
  <path d="M36 116C8 112 22 62-10 58" fill="none" stroke="#28574a" stroke-width="9" stroke-linecap="round"/>
  <path d="M40 62h64l14 78a12 12 0 0 1-12 14H38a12 12 0 0 1-12-14Z" fill="#2f6656"/>
  <path d="M50 62 40 154h-2a12 12 0 0 1-12-14l14-78Z" fill="#28574a"/>
  <path d="M44 54h56l5 10H39Z" fill="#1f4d3f"/>
  <circle cx="72" cy="46" r="8" fill="#8a5a34"/>`;

const dripper = `
  <path d="M14 40h112L88 110H52Z" fill="#e9dcc6"/>
  <path d="M14 40h28l20 70H52Z" fill="#d9c8ab"/>
  <ellipse cx="70" cy="40" rx="56" ry="11" fill="#f5ecdd"/>
  <ellipse cx="70" cy="41" rx="45" ry="7" fill="#5a3a22"/>
  <path d="M122 52c24 0 24 34-12 32" fill="none" stroke="#d9c8ab" stroke-width="9" stroke-linecap="round"/>
  <rect x="34" y="110" width="72" height="10" rx="5" fill="#d9c8ab"/>
  <path d="M70 122v8" stroke="#5a3a22" stroke-width="4" stroke-linecap="round"/>
  <path d="M42 132h56l-5 34a8 8 0 0 1-8 7H55a8 8 0 0 1-8-7Z" fill="#c7dad4"/>
  <path d="M46 150h48l-2 16a8 8 0 0 1-8 7H55a8 8 0 0 1-8-7Z" fill="#5a3a22"/>`;

const small = (drawing: string, x: number): string =>
  `<svg viewBox="0 0 220 200" aria-hidden="true"><ellipse cx="110" cy="180" rx="78" ry="9" fill="#1f2b26" opacity=".1"/><g transform="translate(${x} 14)">${drawing}</g></svg>`;

export const pictures: Record<string, string> = {
  grinder: small(grinder, 44),
  kettle: small(kettle, 46),
  dripper: small(dripper, 40),
  still: `<svg viewBox="0 0 560 480" aria-hidden="true">
    <defs><linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#e6c9a0"/><stop offset="1" stop-color="#d8ac78"/></linearGradient></defs>
    <rect width="560" height="480" rx="36" fill="url(#wall)"/>
    <circle cx="404" cy="150" r="92" fill="#f6dfb8"/>
    <path d="M0 366q140-30 280-14t280-10v102a36 36 0 0 1-36 36H36a36 36 0 0 1-36-36Z" fill="#1f4d3f"/>
    <path d="M0 366q140-30 280-14t280-10v22q-140-6-280 8T0 384Z" fill="#2c6352"/>
    <g transform="translate(56 172) scale(1.32)">${kettle}</g>
    <g transform="translate(236 158) scale(1.38)">${dripper}</g>
    <g transform="translate(330 150)">${steam}</g>
    <g transform="translate(416 176) scale(1.26)">${grinder}</g>
    <g fill="#5a3a22"><ellipse cx="226" cy="416" rx="13" ry="8" transform="rotate(-20 226 416)"/><ellipse cx="258" cy="428" rx="13" ry="8" transform="rotate(24 258 428)"/><ellipse cx="196" cy="434" rx="13" ry="8"/></g>
    <g stroke="#d8ac78" stroke-width="2" fill="none"><path d="M215 419q11-6 22-5m10 10q11 8 22 8m-86-2q12 5 26 1"/></g>
  </svg>`,
};
