import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep teal: the programme's colour. White text on 7 and darker has a contrast of 5.4 and more. */
const civic: MantineColorsTuple = [
  '#eaf5f5', '#d3e9e9', '#a6d3d4', '#75bcbe', '#4aa5a8', '#2b9296', '#15808a', '#0b6b75', '#08565f', '#05424a',
];
/** Navy, from mist to night: text, borders and the ground of the dark scheme. */
const ink: MantineColorsTuple = [
  '#f3f6f9', '#e4eaf0', '#c8d3de', '#a3b3c4', '#7b8fa4', '#5b7086', '#43576c', '#2f4358', '#1c2f44', '#0f2033',
];
/** Saffron: the one warm accent. */
const saffron: MantineColorsTuple = [
  '#fff6e5', '#ffebc7', '#fdd690', '#fbc055', '#f7ab27', '#e8960c', '#c67a00', '#9a5d00', '#774700', '#553200',
];
const leaf: MantineColorsTuple = [
  '#e9f7ef', '#d0eedd', '#a2dcbc', '#70c898', '#45b478', '#2b9f62', '#1a884f', '#0f7041', '#0a5a34', '#064326',
];
const brick: MantineColorsTuple = [
  '#fdf0ed', '#fadbd4', '#f3b5a8', '#ea8c79', '#df6650', '#cf4a33', '#b93a25', '#9c2f1e', '#7c2518', '#5c1b12',
];
const night: MantineColorsTuple = [
  '#dbe4ec', '#b9c6d3', '#94a5b6', '#6e8195', '#4c6076', '#32475d', '#223549', '#17283a', '#101e2d', '#0a1521',
];

/** Until the bundled Noto families are there (`fonts.ts`); `fontFamilies.css` then puts them first, by language. */
const fontFamily = 'system-ui, sans-serif';

/** The look of every window. */
export const theme = createTheme({
  colors: { civic, ink, saffron, leaf, brick, dark: night },
  primaryColor: 'civic',
  primaryShade: { light: 7, dark: 6 },
  black: '#0f2033',
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono", monospace',
  headings: { fontFamily, fontWeight: '650', textWrap: 'balance' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '16px', xl: '24px' },
  fontSizes: { xs: '13px', sm: '14.5px', md: '16px', lg: '18px', xl: '20px' },
  components: {
    // A dialog's title bar is no second banner of the page.
    // A closed one is gone at once: while it faded, Escape would still be taken for it and not for what lies below.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } }, transitionProps: { exitDuration: 0 } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
});

/** Mantine's own names, in these terms. They must be said in each scheme: its own style sheet does so too. */
const mantineColors = {
  '--mantine-color-dimmed': 'var(--text-quiet)',
  '--mantine-color-placeholder': 'var(--text-quiet)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-civic-light': 'var(--brand-faint)',
  '--mantine-color-civic-light-hover': 'color-mix(in srgb, var(--brand-faint), var(--brand) 14%)',
  '--mantine-color-civic-light-color': 'var(--brand-strong)',
};

/**
 * Names for what colours mean, for each scheme: style sheets use these and never a colour itself. The `answer` ones
 * are grounds for large white text, the same by day and night: an answer is to be seen across a lobby.
 */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--answer-welcome': '#0b6241',
    '--answer-known': '#1d4f7c',
    '--answer-refused': '#861c28',
    '--answer-attention': '#984600',
    '--answer-asking': '#123a5c',
    '--answer-unavailable': '#3b4a5a',
  },
  light: {
    ...mantineColors,
    '--ground': '#f4f7f8',
    '--surface': '#ffffff',
    '--surface-quiet': '#eef3f5',
    '--line': '#d5dfe6',
    '--text': '#0f2033',
    '--text-quiet': '#4a5d70',
    '--brand': '#0b6b75',
    '--brand-strong': '#05424a',
    '--brand-faint': '#dcefef',
    '--warm': '#c67a00',
    '--good': '#0f7041',
    '--good-faint': '#dff3e7',
    '--warning': '#8a5200',
    '--warning-faint': '#fff1d6',
    '--bad': '#9c2f1e',
    '--bad-faint': '#fce5df',
    '--known': '#1d4f7c',
    '--known-faint': '#e1edf8',
  },
  dark: {
    ...mantineColors,
    '--ground': '#0a1521',
    '--surface': '#111f2e',
    '--surface-quiet': '#182a3c',
    '--line': '#2a3f54',
    '--text': '#e9f0f5',
    '--text-quiet': '#a9bac9',
    '--brand': '#5cc0c4',
    '--brand-strong': '#b5e2e3',
    '--brand-faint': '#12353d',
    '--warm': '#fbc055',
    '--good': '#6fd09a',
    '--good-faint': '#10352a',
    '--warning': '#fbc055',
    '--warning-faint': '#3a2c10',
    '--bad': '#f59a88',
    '--bad-faint': '#42201b',
    '--known': '#8fc1ee',
    '--known-faint': '#14304a',
  },
});
