import { t } from '../../../strings/index.ts';
import { useDraft } from '../draft/draft-store.ts';
import { ChoiceField, PartSwitch, YesField } from '../fields/ChoiceFields.tsx';
import { MoneyField, NumberField } from '../fields/NumberFields.tsx';
import { RowList } from '../fields/RowList.tsx';
import { TextField } from '../fields/TextFields.tsx';
import classes from '../tariffs.module.css';
import { LostFields } from './ExtraFields.tsx';
import { FormSection } from './FormSection.tsx';
import { FreeFields } from './FreeFields.tsx';

const { form } = t.tariffs;
/** Whether the draft has a part. */
const useHas = (part: 'free' | 'reEntry' | 'lostTicket' | 'taxes' | 'rounding') =>
  useDraft(({ draft }) => draft?.[part] !== undefined);

/** Free time, lost tickets, coming back: the rules beside the rates. */
export function RuleFields() {
  const hasFree = useHas('free');
  const hasLost = useHas('lostTicket');
  const hasReEntry = useHas('reEntry');
  return (
    <>
      <FormSection title={form.free}>
        <PartSwitch at="free" label={form.freeOn} on={{ minutes: 10, mode: 'cliff' }} />
        {hasFree && <FreeFields at="free" />}
      </FormSection>
      <FormSection title={form.lostTicket}>
        <PartSwitch at="lostTicket" label={form.lostOn} on={{ mode: 'at-least', feeMinor: 0 }} />
        <div className={classes.row}>{hasLost && <LostFields />}</div>
      </FormSection>
      <FormSection title={form.reEntry}>
        <PartSwitch
          at="reEntry"
          label={form.reEntryOn}
          on={{ withinMinutes: 15, countGap: true }}
        />
        {hasReEntry && (
          <div className={classes.row}>
            <NumberField
              at="reEntry.withinMinutes"
              label={form.within2}
              least={1}
              most={604_800}
              w={128}
            />
            <div className={classes.foot}>
              <YesField at="reEntry.countGap" label={form.countGap} no={false} />
            </div>
          </div>
        )}
        <NumberField
          at="maxStayDays"
          label={form.maxStay}
          optional
          least={1}
          most={1_000}
          w={160}
        />
      </FormSection>
    </>
  );
}

/** Taxes, each with its own line, and how totals are rounded. */
export function TaxFields() {
  const hasTaxes = useHas('taxes');
  const hasRounding = useHas('rounding');
  const tax = { mode: 'included', parts: [{ label: 'VAT', basisPoints: 2_000 }] };
  return (
    <FormSection title={form.taxes}>
      <PartSwitch at="taxes" label={form.taxesOn} on={tax} />
      {hasTaxes && (
        <>
          <ChoiceField at="taxes.mode" label={form.taxMode} choices={form.taxModes} w={208} />
          <RowList
            at="taxes.parts"
            what={form.addTax}
            most={5}
            mayBeEmpty={false}
            nameOf={() => form.taxLabel}
            make={() => ({ label: 'VAT', basisPoints: 0 })}
          >
            {(path) => (
              <>
                <TextField at={`${path}.label`} label={form.taxLabel} w={152} />
                <NumberField
                  at={`${path}.basisPoints`}
                  label={form.taxPercent}
                  least={0}
                  most={10_000}
                  scale={100}
                  w={104}
                />
              </>
            )}
          </RowList>
        </>
      )}
      <PartSwitch at="rounding" label={form.roundingOn} on={{ toMinor: 100, mode: 'nearest' }} />
      {hasRounding && (
        <div className={classes.row}>
          <MoneyField at="rounding.toMinor" label={form.roundTo} w={120} />
          <ChoiceField
            at="rounding.mode"
            label={form.roundMode}
            choices={form.roundModes}
            w={160}
          />
        </div>
      )}
    </FormSection>
  );
}
