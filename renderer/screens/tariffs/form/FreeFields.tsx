import { t } from '../../../strings/index.ts';
import { ChoiceField, YesField } from '../fields/ChoiceFields.tsx';
import { NumberField } from '../fields/NumberFields.tsx';
import classes from '../tariffs.module.css';

const { form } = t.tariffs;

/** Time that costs nothing. */
export function FreeFields({ at }: { readonly at: string }) {
  return (
    <div className={classes.row}>
      <NumberField at={`${at}.minutes`} label={form.freeMinutes} least={1} most={604_800} w={112} />
      <ChoiceField at={`${at}.mode`} label={form.freeMode} choices={form.freeModes} w={208} />
      <div className={classes.foot}>
        <YesField at={`${at}.pooled`} label={form.freePooled} yes="day" />
      </div>
    </div>
  );
}
