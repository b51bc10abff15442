/** Chart colours for a screen or for paper: greys by weight, the accent for the curve. */
export interface ChartColours {
  readonly ink: string;
  readonly grid: string;
  readonly strong: string;
  readonly soft: string;
  readonly line: string;
  readonly limit: string;
}

export const CHART_COLOURS: Readonly<Record<'dark' | 'light', ChartColours>> = {
  dark: {
    ink: '#a9b5c0',
    grid: '#2a323a',
    strong: '#b9c4ce',
    soft: '#56636f',
    line: '#6cb0ff',
    limit: '#8e9ba8',
  },
  light: {
    ink: '#46535f',
    grid: '#dde3e8',
    strong: '#52606c',
    soft: '#b3bdc7',
    line: '#0b5cc4',
    limit: '#7d8994',
  },
};
