import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { type MenuActions, menuTemplate } from './menu.ts';

function actions(over: Partial<MenuActions> = {}): MenuActions {
  return {
    isMac: false,
    appearance: 'dark',
    setAppearance: vi.fn(),
    openInBrowser: vi.fn(),
    showAbout: vi.fn(),
    ...over,
  };
}

function items(menu: MenuItemConstructorOptions[], label: string): MenuItemConstructorOptions[] {
  const found = menu.find((item) => item.label === label || item.role === label);
  return found?.submenu as MenuItemConstructorOptions[];
}

describe('the menu', () => {
  it('zooms', () => {
    const roles = items(menuTemplate(actions()), '&View').map((item) => item.role);
    expect(roles).toEqual(expect.arrayContaining(['zoomIn', 'zoomOut', 'resetZoom']));
  });

  it('offers no developer tools to the room', () => {
    expect(JSON.stringify(menuTemplate(actions()))).not.toMatch(/devtools/i);
  });

  it('marks the appearance in use and changes it', () => {
    const given = actions();
    const choices = items(items(menuTemplate(given), '&View'), 'Appearance');
    expect(choices.map((item) => item.checked)).toEqual([false, false, true]);
    choices[1]?.click?.(
      ...([] as unknown as Parameters<NonNullable<(typeof choices)[1]['click']>>),
    );
    expect(given.setAppearance).toHaveBeenCalledWith('light');
  });

  it('has an application menu only on a Mac', () => {
    expect(menuTemplate(actions({ isMac: true }))[0]).toEqual({ role: 'appMenu' });
    expect(menuTemplate(actions())[0]?.label).toBe('&File');
  });
});
