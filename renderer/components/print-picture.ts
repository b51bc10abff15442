import classes from './paper.module.css';

/**
 * Prints one picture and nothing else of the page, at the width of a receipt printer's paper. A PDF
 * could only be printed from a window of its own, which the desktop program does not open.
 */
export async function printPicture(blob: Blob): Promise<void> {
  const url = URL.createObjectURL(blob);
  const picture = document.createElement('img');
  picture.src = url;
  picture.className = classes.sheet ?? '';
  document.body.append(picture);
  document.body.dataset.printing = 'picture';
  try {
    await picture.decode();
    // Comes back when the system's dialog has been answered.
    window.print();
  } finally {
    delete document.body.dataset.printing;
    picture.remove();
    URL.revokeObjectURL(url);
  }
}
