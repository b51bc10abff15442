/** A count with the word for one or for many. */
export const plural = (count: string, one: string, many: string) =>
  count === '1' ? `1 ${one}` : `${count} ${many}`;
