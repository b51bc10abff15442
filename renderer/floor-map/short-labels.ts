/**
 * Labels without what all of them begin with, up to a separator: "G-A01" and "G-B12" are "A01" and
 * "B12" on the map of level G. Shorter labels are larger labels; tooltip and cells say them in full.
 */
export function shortLabels(labels: readonly string[]): string[] {
  const first = labels[0];
  if (first === undefined || labels.length < 2) return [...labels];
  let length = first.length;
  for (const label of labels) {
    let same = 0;
    while (same < length && label[same] === first[same]) same += 1;
    length = same;
  }
  const cut = first.slice(0, length).search(/[-./ ][^-./ ]*$/) + 1;
  // A label that is nothing but the prefix keeps it, and so does the whole level.
  if (cut === 0 || labels.some((label) => label.length <= cut)) return [...labels];
  return labels.map((label) => label.slice(cut));
}
