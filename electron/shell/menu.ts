import type { MenuItemConstructorOptions } from 'electron';

export type Appearance = 'system' | 'light' | 'dark';

export type MenuActions = {
  readonly isMac: boolean;
  readonly appearance: Appearance;
  setAppearance(appearance: Appearance): void;
  openInBrowser(): void;
  showAbout(): void;
};

const APPEARANCES: readonly { readonly label: string; readonly appearance: Appearance }[] = [
  { label: 'As the System', appearance: 'system' },
  { label: 'Light', appearance: 'light' },
  { label: 'Dark', appearance: 'dark' },
];

/** The native menu as data; `main.ts` turns it into the real one. */
export function menuTemplate(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    ...(actions.isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [{ role: actions.isMac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { type: 'separator' },
        { label: 'Appearance', submenu: appearanceItems(actions) },
        { type: 'separator' },
        { role: 'reload' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      role: 'help',
      submenu: [
        { label: 'Open in the Browser', click: () => actions.openInBrowser() },
        { label: 'About Gatehouse', click: () => actions.showAbout() },
      ],
    },
  ];
}

function appearanceItems(actions: MenuActions): MenuItemConstructorOptions[] {
  return APPEARANCES.map(({ label, appearance }) => ({
    label,
    type: 'radio',
    checked: appearance === actions.appearance,
    click: () => actions.setAppearance(appearance),
  }));
}
