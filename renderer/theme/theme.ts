import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { createElement } from 'react';

/** Ten shades around the accent of the light set; the sixth is the accent itself. What is drawn comes from the tokens. */
const accentShades: MantineColorsTuple = [
  '#ececfb',
  '#d9daf8',
  '#b7b9f0',
  '#9496e7',
  '#7275dc',
  '#5a5ed3',
  '#4a4ecb',
  '#3d41b4',
  '#31359a',
  '#262a7e',
];

const variantColorResolver: VariantColorsResolver = (input) => {
  const standard = defaultVariantColorsResolver(input);
  switch (input.variant) {
    case 'filled':
      return {
        ...standard,
        background: 'var(--accent)',
        hover: 'var(--accent-hover)',
        color: 'var(--on-accent)',
        border: '1px solid transparent',
      };
    case 'default':
      return {
        ...standard,
        background: 'var(--panel)',
        hover: 'var(--hover)',
        color: 'var(--text)',
        border: '1px solid var(--line2)',
      };
    case 'danger':
      return {
        ...standard,
        background: 'var(--panel)',
        hover: 'var(--invalid-tint)',
        color: 'var(--invalid)',
        border: '1px solid var(--invalid)',
      };
    case 'subtle':
      return {
        ...standard,
        background: 'transparent',
        hover: 'var(--hover)',
        color: 'var(--text)',
        border: '1px solid transparent',
      };
    default:
      return standard;
  }
};

const controlHeight = { sm: 28, md: 32, lg: 36 } as const;

/** Mantine's theme: sizes and manners. Colours arrive as CSS variables, see `cssVariables`. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: accentShades },
  fontFamily: '"Inter", sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", "Inter", monospace',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '20px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: '6px',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  activeClassName: '',
  variantColorResolver,
  components: {
    Button: {
      defaultProps: { size: 'md', variant: 'default' },
      vars: (_theme: unknown, props: { size?: string }) => {
        const size = props.size === 'sm' || props.size === 'lg' ? props.size : 'md';
        return {
          root: {
            '--button-height': `${controlHeight[size]}px`,
            '--button-padding-x': size === 'lg' ? '16px' : '12px',
            '--button-fz': size === 'sm' ? '12px' : '13px',
          },
        };
      },
    },
    Select: {
      defaultProps: { rightSection: createElement(IconChevronDown, { size: 16, stroke: 1.75, 'aria-hidden': true }) },
    },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle' } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 120 } } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 180 },
        radius: 12,
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': 'Close' },
        // A dialog's head is no second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Input: { vars: () => ({ wrapper: { '--input-height': '32px', '--input-fz': '13px', '--input-padding': '8px' } }) },
    InputWrapper: { vars: () => ({ label: { '--input-label-size': '12px' } }) },
  },
});
