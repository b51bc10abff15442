import { useQuery } from '@tanstack/react-query';
import type { SessionRow } from '#domain/contract/traffic.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { EventPicture } from '../../components/EventPicture.tsx';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './sessions.module.css';

const words = t.pictures;

/** What the vehicle looked like on its way in and out. Nothing for who may not see plates. */
export function SessionPictures({ session }: { readonly session: SessionRow }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const names = useNames();
  const mayLook = useMay('plate.view');
  const { data } = useQuery({
    queryKey: ['session-pictures', lotId, session.id, session.state],
    queryFn: () => client.pictures.ofSession({ lotId, sessionId: session.id }),
    enabled: mayLook,
  });
  if (!mayLook || data === undefined) return null;
  if (data.length === 0) return <p className={classes.noPictures}>{words.nothing}</p>;
  return (
    <section className={classes.pictures} aria-label={words.title}>
      {data.map(({ pictureId, side, laneId, at }) => (
        <figure key={side} className={classes.figure} data-testid={`session-picture-${side}`}>
          <EventPicture
            pictureId={pictureId}
            of={`${words[side]}, ${names.lane(laneId)}`}
            size="wide"
          />
          <figcaption>
            {words[side]}
            <span>{format.dateTime(at)}</span>
          </figcaption>
        </figure>
      ))}
    </section>
  );
}
