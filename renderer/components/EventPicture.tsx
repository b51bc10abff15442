import { Modal, UnstyledButton } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLot, useMay } from '../link/hooks.ts';
import { useStation } from '../link/station.ts';
import { t } from '../strings/index.ts';
import classes from './event-picture.module.css';

/** A picture that is not looked at any more leaves the console's memory after so long. */
const FORGET_AFTER_MS = 10 * 60_000;

const words = t.pictures;

/**
 * What a camera saw, small; pressed, it is shown as large as it is. `plate` prefers the plate's cut-out.
 * Without a picture, or without the right to see plates, it says so in the same place.
 */
export function EventPicture({
  pictureId,
  of,
  kind = 'scene',
  size = 'small',
}: {
  readonly pictureId: string | null;
  /** Whose it is, said to who cannot see it: a lane, or a vehicle. */
  readonly of: string;
  readonly kind?: 'scene' | 'plate';
  /** `whole` shows all of it, however wide its place is. */
  readonly size?: 'small' | 'wide' | 'whole';
}) {
  const [isLarge, setLarge] = useState(false);
  const mayLook = useMay('plate.view');
  const { src, isGone, isComing } = usePicture(mayLook ? pictureId : null, kind);
  if (isComing) return <span className={classes.button} data-size={size} />;
  if (src === null)
    return (
      <span className={classes.none} data-size={size}>
        <IconPhotoOff size={16} aria-hidden />
        {isGone ? words.gone : words.none}
      </span>
    );
  return (
    <>
      <UnstyledButton
        className={classes.button}
        data-size={size}
        onClick={() => setLarge(true)}
        aria-label={words.enlarge(of)}
        data-testid="event-picture"
      >
        <img className={classes.picture} src={src} alt={words.alt(of)} />
      </UnstyledButton>
      {isLarge && <LargePicture pictureId={pictureId} of={of} onClose={() => setLarge(false)} />}
    </>
  );
}

function LargePicture({
  pictureId,
  of,
  onClose,
}: {
  readonly pictureId: string | null;
  readonly of: string;
  readonly onClose: () => void;
}) {
  const { src } = usePicture(pictureId, 'scene');
  return (
    <Modal opened onClose={onClose} title={words.alt(of)} size="xl" centered>
      {src !== null && <img className={classes.large} src={src} alt={words.alt(of)} />}
    </Modal>
  );
}

/** Pictures never change under their id, so each is asked for once while it is shown. */
function usePicture(
  pictureId: string | null,
  kind: 'scene' | 'plate',
): { readonly src: string | null; readonly isGone: boolean; readonly isComing: boolean } {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const { data, isError, isLoading } = useQuery({
    queryKey: ['picture', lotId, pictureId, kind],
    queryFn: () => client.pictures.get({ lotId, pictureId: pictureId ?? '', kind }),
    enabled: pictureId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: FORGET_AFTER_MS,
    retry: 1,
  });
  const src = data === undefined ? null : `data:${data.type};base64,${data.base64}`;
  return { src, isGone: isError, isComing: isLoading };
}
