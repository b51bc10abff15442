import classes from '../tariffs.module.css';

/** A tariff in words: what belongs to the line before is set in. */
export function WordList({ words }: { readonly words: readonly string[] }) {
  return (
    <ul className={classes.words} data-testid="tariff-words">
      {words.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no ids, and may repeat.
        <li key={index} className={text.startsWith('  ') ? classes.under : undefined}>
          {text.trim()}
        </li>
      ))}
    </ul>
  );
}
