import { Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReservationAvailability } from '#domain/contract/reservations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { isRefusalCode, refusalProblem } from '../../link/errors.ts';
import { t } from '../../strings/index.ts';
import classes from './reservations.module.css';

const words = t.reservations.offer;

/** Whether a window can be had, how full each kind is then, and what it costs. */
export function OfferView({
  offer,
  isStale,
}: {
  readonly offer: ReservationAvailability | undefined;
  /** It answers an earlier question; the next answer is on its way. */
  readonly isStale: boolean;
}) {
  const format = useFormat();
  return (
    <section className={classes.offer} aria-label={words.title} aria-busy={isStale}>
      {offer === undefined ? (
        <Skeleton h={64} role="status" aria-label={words.wait} />
      ) : (
        <>
          <p
            className={offer.possible ? classes.possible : classes.refused}
            role="status"
            data-testid="reservation-offer"
          >
            {offer.possible ? (
              <IconCheck size={16} aria-hidden />
            ) : (
              <IconAlertTriangle size={16} aria-hidden />
            )}
            {offer.possible ? words.free : refusalWords(offer)}
          </p>
          {offer.quote !== null && (
            <p className={classes.price} data-testid="reservation-price">
              <span>{words.price}</span>
              <strong>{format.money(offer.quote.totalMinor)}</strong>
            </p>
          )}
          <ul className={classes.fills}>
            {offer.kinds.map(({ kind, booked, capacity }) => (
              <li key={kind}>
                <span>{t.slotKinds[kind]}</span>
                <span className={classes.track} aria-hidden>
                  <span
                    className={classes.fill}
                    style={{ width: `${capacity === 0 ? 100 : (100 * booked) / capacity}%` }}
                  />
                </span>
                <span>{words.kind(format.number(booked), format.number(capacity))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function refusalWords({ code, message }: ReservationAvailability): string {
  if (code !== null && isRefusalCode(code)) return refusalProblem(code).message;
  return message ?? '';
}
