import { t } from '../../../strings/index.ts';
import { useDraft } from '../draft/draft-store.ts';
import { YesField } from '../fields/ChoiceFields.tsx';
import { MoneyField, NumberField } from '../fields/NumberFields.tsx';
import { useField } from '../fields/use-field.ts';
import classes from '../tariffs.module.css';

const { form } = t.tariffs;

/** A fee for each period: how much, how long, by the minute or not, or the dynamic rate per hour. */
export function EachFee({ at }: { readonly at: string }) {
  const { value } = useField(`${at}.feeMinor`);
  const hasRate = useDraft(({ draft }) => draft?.dynamic?.kind === 'step');
  return (
    <>
      {value !== 'hourly-rate' && <MoneyField at={`${at}.feeMinor`} label={form.fee} w={88} />}
      <NumberField at={`${at}.minutes`} label={form.perMinutes} least={1} most={604_800} w={128} />
      <div className={classes.foot}>
        <YesField at={`${at}.proRata`} label={form.proRata} />
        {(hasRate || value === 'hourly-rate') && (
          <YesField at={`${at}.feeMinor`} label={form.hourlyRate} yes="hourly-rate" no={0} />
        )}
      </div>
    </>
  );
}
