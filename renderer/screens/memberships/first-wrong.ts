/** Brings the first field that is wrong into view and the cursor into it, once it is marked. */
export function showFirstWrong(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    const field = form.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-error="true"] input',
    );
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  });
}
