// Colours from the channel's one colour, with text on and of it that can be read (WCAG contrast 4.5).

type Rgb = [number, number, number];

export function parseColour(text: string | undefined): Rgb | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text?.trim() ?? '')?.[1];
  if (!hex) return undefined;
  const full = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
  return [0, 2, 4].map((i) => parseInt(full.slice(i, i + 2), 16)) as Rgb;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((v) => {
    const c = v / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(x, y) / Math.min(x, y);
}

const css = (rgb: Rgb): string => `rgb(${rgb.join(' ')})`;
const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((v, i) => Math.round(v + (b[i]! - v) * share)) as Rgb;

const white: Rgb = [255, 255, 255];
const black: Rgb = [16, 18, 24];

// The colour, moved towards black or white until it reads on the surface.
function readable(colour: Rgb, surface: Rgb, least: number): Rgb {
  const towards = luminance(surface) > 0.4 ? black : white;
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(colour, towards, share);
    if (contrast(candidate, surface) >= least) return candidate;
  }
  return towards;
}

export function palette(text: string | undefined, isDark: boolean): Record<string, string> {
  const accent = parseColour(text) ?? [37, 84, 214];
  const surface: Rgb = isDark ? [27, 30, 37] : white;
  const theirs: Rgb = isDark ? [42, 46, 56] : [238, 240, 244];
  const soft = mix(surface, accent, isDark ? 0.2 : 0.1);
  // One of the two always reaches 4.5; white is preferred where it does.
  const onAccent: Rgb = contrast(accent, white) >= 4.5 ? white : [0, 0, 0];
  return {
    '--accent': css(accent),
    '--accent-2': css(mix(accent, onAccent === white ? black : white, 0.16)),
    '--on-accent': css(onAccent),
    '--accent-text': css(readable(readable(accent, theirs, 4.6), soft, 4.6)),
    '--accent-line': css(readable(accent, surface, 3)),
    '--accent-soft': css(soft),
  };
}
