/** Whether one of the texts holds what was typed, whatever its case; an empty text keeps everything. */
export function isMatch(typed: string, texts: readonly (string | null)[]): boolean {
  const wanted = typed.trim().toLocaleLowerCase();
  return texts.some((text) => (text ?? '').toLocaleLowerCase().includes(wanted));
}
