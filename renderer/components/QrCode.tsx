import { useEffect, useState } from 'react';
import classes from './paper.module.css';

/** Light modules around the code, in the units that the encoder draws in: four modules of two. */
const QUIET_ZONE_UNITS = 8;

/** A QR code on screen, black on white in the dark as well: scanners expect it so. */
export function QrCode({
  data,
  label,
  sizePixels = 240,
}: {
  readonly data: string;
  /** What it is for, to those who cannot see it. */
  readonly label: string;
  readonly sizePixels?: number;
}) {
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const draw = async () => {
      // Large, and needed on few screens: it comes along when the first code is shown.
      const { drawingSVG, qrcode } = await import('bwip-js/generic');
      const options = { bcid: 'qrcode', text: data, scale: 1, padding: QUIET_ZONE_UNITS };
      const svg = qrcode({ ...options, ...LEVEL }, drawingSVG());
      if (!gone) setPicture(`data:image/svg+xml,${encodeURIComponent(svg)}`);
    };
    void draw();
    return () => {
      gone = true;
    };
  }, [data]);
  const size = { width: sizePixels, height: sizePixels };
  if (picture === null) return <div className={classes.code} style={size} />;
  return (
    <img
      className={classes.code}
      src={picture}
      alt={label}
      {...size}
      data-testid="qr-code"
      data-qr={data}
    />
  );
}

/** Error correction, an option of this code alone, which the types of the package leave out. */
const LEVEL: object = { eclevel: 'M' };
