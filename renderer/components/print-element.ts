import classes from './print-element.module.css';

export type Paper = 'a4' | 'strip';

/**
 * Prints a copy of one element and nothing else of the page: on A4, or on the 80 mm of a receipt
 * printer. Comes back when the system's dialog has been answered.
 */
export function printElement(element: HTMLElement, paper: Paper): void {
  const copy = element.cloneNode(true) as HTMLElement;
  // Ids and names of fields must not stand twice in the page.
  for (const one of [copy, ...copy.querySelectorAll('[id]')]) one.removeAttribute('id');
  const sheet = document.createElement('div');
  sheet.className = `${classes.sheet} ${paper === 'a4' ? classes.a4 : classes.strip}`;
  sheet.append(copy);
  document.body.append(sheet);
  document.body.dataset.printing = 'element';
  try {
    window.print();
  } finally {
    delete document.body.dataset.printing;
    sheet.remove();
  }
}
