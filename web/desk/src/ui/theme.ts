import { theme } from 'antd';
import type { ThemeConfig } from 'antd';

const fontFamily =
  'var(--marks-font), "Inter", -apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

const shape = {
  fontFamily,
  fontSize: 14,
  borderRadius: 6,
  borderRadiusLG: 8,
  controlHeight: 32,
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.18s',
  wireframe: false,
};

const light: ThemeConfig['token'] = {
  ...shape,
  colorPrimary: '#0f6b66',
  colorLink: '#0f6b66',
  colorLinkHover: '#0b524e',
  colorInfo: '#2a62a6',
  colorSuccess: '#1c7a4d',
  colorWarning: '#b25a06',
  colorError: '#bb2a22',
  colorBgLayout: '#f2f5f4',
  colorBgContainer: '#ffffff',
  colorBorder: '#aebbb7',
  colorBorderSecondary: '#e3e9e7',
  colorText: '#18211f',
  colorTextSecondary: '#4c5a56',
  colorTextTertiary: '#5f6d69',
  colorTextQuaternary: '#677571',
  colorTextPlaceholder: '#6b7975',
  colorTextDescription: '#5f6d69',
  colorTextHeading: '#141c1a',
  controlItemBgActive: '#e3efed',
  controlItemBgActiveHover: '#d3e6e2',
};

const dark: ThemeConfig['token'] = {
  ...shape,
  colorPrimary: '#0f8177',
  colorLink: '#5fcabd',
  colorLinkHover: '#8adccf',
  colorInfo: '#5b9be0',
  colorSuccess: '#3fa873',
  colorWarning: '#e09a3e',
  colorError: '#f28e84',
  colorBgLayout: '#0f1514',
  colorBgContainer: '#171f1e',
  colorBgElevated: '#1e2827',
  colorBorder: '#4d5e5b',
  colorBorderSecondary: '#283432',
  colorText: '#e2e9e7',
  colorTextSecondary: '#b0bdb9',
  colorTextTertiary: '#96a5a0',
  colorTextQuaternary: '#8d9c97',
  colorTextPlaceholder: '#8a9994',
  colorTextDescription: '#96a5a0',
  colorTextHeading: '#eef3f1',
  controlItemBgActive: '#1d302e',
  controlItemBgActiveHover: '#24403c',
};

// `key` is also the class under which Ant Design publishes its variables; the document carries it, so that our
// own style sheets can use them.
export const themeKey = 'rapport';

export function themeOf(isDark: boolean): ThemeConfig {
  const accent = isDark ? '#5fcabd' : '#0f6b66';
  return {
    cssVar: { key: themeKey },
    hashed: false,
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: isDark ? dark : light,
    components: {
      Layout: { headerHeight: 48, headerPadding: '0 12px' },
      Tabs: { itemSelectedColor: accent, itemHoverColor: accent, inkBarColor: accent },
      Menu: {
        itemSelectedColor: accent,
        itemSelectedBg: isDark ? '#1d302e' : '#e3efed',
        itemHeight: 34,
        activeBarBorderWidth: 0,
      },
      Table: { headerBg: isDark ? '#1a2322' : '#f7f9f8', cellPaddingBlockSM: 7 },
      Tooltip: { colorBgSpotlight: isDark ? '#33413f' : '#22302d' },
      Dropdown: { colorPrimary: accent },
      Segmented: { itemSelectedColor: accent },
      Modal: { titleFontSize: 16 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      ...(isDark
        ? { Button: { dangerColor: '#2b0d0a', defaultHoverColor: accent, defaultHoverBorderColor: accent } }
        : {}),
      Progress: { defaultColor: accent },
      Rate: { starColor: accent, starSize: 16 },
    },
  };
}
