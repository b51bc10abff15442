import { t } from '../../strings/index.ts';
import classes from './shifts.module.css';

const words = t.shiftReport;

/** The heads of what a way of paying came to: how often, taken, given back, what is left. */
export function MoneyHeads() {
  return (
    <>
      <th scope="col">{words.method}</th>
      {[words.count, words.taken, words.back, words.net].map((word) => (
        <th key={word} scope="col" className={classes.money}>
          {word}
        </th>
      ))}
    </>
  );
}
