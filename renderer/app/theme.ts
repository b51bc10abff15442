import {
  Alert,
  Button,
  Chip,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  InputWrapper,
  Kbd,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  TextInput,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

const FONT =
  "'Inter', 'Segoe UI Variable Text', 'Segoe UI', -apple-system, 'SF Pro Text', Roboto, " +
  "'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

const accent: MantineColorsTuple = [
  '#eaf3ff',
  '#d3e5ff',
  '#a6caff',
  '#86bdff',
  '#6cb0ff',
  '#3a8df0',
  '#1f76dd',
  '#0b5cc4',
  '#084fa8',
  '#063c80',
];

const red: MantineColorsTuple = [
  '#fdeceb',
  '#fbd5d3',
  '#f5a8a5',
  '#ff9d97',
  '#ff7d76',
  '#ff5f57',
  '#c9211c',
  '#b81c17',
  '#98140f',
  '#7a0d09',
];

const dark: MantineColorsTuple = [
  '#dfe5eb',
  '#c3ccd5',
  '#a9b5c0',
  '#8e9ba8',
  '#3a4550',
  '#28313a',
  '#1e252c',
  '#161b20',
  '#11161a',
  '#0e1216',
];

/** Filled buttons are light in the dark and dark in the light: their words follow. */
const variantColors: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colours, color: 'var(--gh-on-fill)' } : colours;
};

/** Mantine in the console's own sizes: four of type, steps of eight pixels, one family. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: variantColors,
  colors: { accent, red, dark },
  fontFamily: FONT,
  fontFamilyMonospace: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '32px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '24px' },
    },
  },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '22px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '32px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '4px', md: '6px', lg: '8px', xl: '8px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      styles: { label: { fontWeight: 500 } },
    }),
    InputWrapper: InputWrapper.extend({
      styles: { label: { marginBottom: 4 }, description: { marginBottom: 4 } },
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({ defaultProps: { size: 'sm', allowDeselect: false } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'sm' } }),
    Alert: Alert.extend({
      styles: (_, { color }) => ({
        root: {
          background: color === 'red' ? 'var(--gh-red-ground)' : 'var(--gh-accent-ground)',
        },
        icon: { color: color === 'red' ? 'var(--gh-red)' : 'var(--gh-accent)' },
        message: { color: 'var(--gh-ink)' },
      }),
    }),
    // Said, it asks the colours above; left out, its words are white on any ground.
    Chip: Chip.extend({ defaultProps: { variant: 'filled' } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Drawer: Drawer.extend({ styles: { title: { fontSize: 16, fontWeight: 600 } } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: false,
        yOffset: 'max(16px, 7vh)',
        radius: 'md',
        overlayProps: { backgroundOpacity: 0.5 },
        transitionProps: { duration: 80 },
      },
      styles: { title: { fontSize: 16, fontWeight: 600 } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } },
      styles: {
        tooltip: {
          background: 'var(--gh-raised)',
          color: 'var(--gh-ink)',
          border: '1px solid var(--gh-line-strong)',
        },
      },
    }),
    Notification: Notification.extend({
      styles: (_, { color }) => ({
        icon: {
          background: 'transparent',
          color: color === 'red' ? 'var(--gh-red)' : 'var(--gh-ink-2)',
        },
      }),
    }),
    Kbd: Kbd.extend({ defaultProps: { size: 'sm' } }),
  },
});

/** Ties Mantine's own roles to the console's tokens, so that both speak of the same colours. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: shared('#ff7d76'),
  light: shared('#b81c17'),
});

function shared(error: string): Record<string, string> {
  return {
    '--mantine-color-body': 'var(--gh-surface)',
    '--mantine-color-text': 'var(--gh-ink)',
    '--mantine-color-dimmed': 'var(--gh-ink-2)',
    '--mantine-color-placeholder': 'var(--gh-ink-3)',
    '--mantine-color-default': 'var(--gh-raised)',
    '--mantine-color-default-hover': 'var(--gh-hover)',
    '--mantine-color-default-color': 'var(--gh-ink)',
    '--mantine-color-default-border': 'var(--gh-line)',
    '--mantine-color-anchor': 'var(--gh-accent)',
    '--mantine-color-error': error,
    '--mantine-color-disabled': 'var(--gh-line)',
    '--mantine-color-disabled-color': 'var(--gh-ink-3)',
    '--mantine-color-disabled-border': 'var(--gh-line)',
  };
}
